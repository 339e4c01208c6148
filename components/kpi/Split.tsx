"use client";
import { PriorityMark } from "#components/alerts/PriorityMark.tsx";
import { useFormat, useText } from "#components/shell/language.tsx";
import { PRIORITIES, type Priority } from "#lib/alert/model.ts";
import type { Counted } from "#lib/kpi/model.ts";
import style from "./kpi.module.css";

/** EEMUA 191: about 80 / 15 / 5, and below 1 % of the most urgent. */
const TARGETS: { [p in Priority]: number } = { 1: 0.01, 2: 0.05, 3: 0.15, 4: 0.8 };

/** How the announcements fall on the priorities, each with a bar and the mark of its target. */
export function Split({ split }: { split: Counted["split"] }) {
  const t = useText();
  const format = useFormat();
  const total = PRIORITIES.reduce((sum, p) => sum + split[p], 0);
  return (
    <section className={style.group}>
      <h2>{t("kpi.splitTitle")}</h2>
      <ul className={style.split}>
        {PRIORITIES.map((p) => {
          const share = total > 0 ? split[p] / total : 0;
          return (
            <li key={p} className={style.splitRow}>
              <PriorityMark priority={p} className={style.mark} />
              <span className={style.track}>
                <span className={style.fill} style={{ inlineSize: `${share * 100}%` }} />
                <span className={style.aim} style={{ insetInlineStart: `${TARGETS[p] * 100}%` }} />
              </span>
              <span className={style.splitValue}>
                {format.percent(share, 1)} · {format.number(split[p])}
              </span>
              <span className={style.faint}>
                {t("kpi.splitTarget", { share: format.percent(TARGETS[p]) })}
              </span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
