"use client";
import { ArrowLeft, Check } from "lucide-react";
import type { ReactNode } from "react";
import { useFormat, useLanguage, useText } from "#components/shell/language.tsx";
import { Button } from "#components/ui/Button.tsx";
import type { AlertRow } from "#lib/alert/model.ts";
import { objectOf } from "#lib/alert/sentence.ts";
import style from "./DetailHead.module.css";
import { PriorityMark } from "./PriorityMark.tsx";
import { lookOf, stateOf, titleOf } from "./words.ts";

type Props = {
  row: AlertRow;
  now: number;
  /** Left out: there is nothing to acknowledge for this reader. */
  onAck?: () => void;
  onBack(): void;
  /** Who else looks at it. */
  children?: ReactNode;
};

/** What it is, how it stands and who has it; the one act that takes it. */
export function DetailHead({ row, now, onAck, onBack, children }: Props) {
  const t = useText();
  const format = useFormat();
  const language = useLanguage();
  const hiddenBy = row.hiddenName ?? t("event.byRule");
  return (
    <header className={style.head}>
      <Button look="quiet" icon aria-label={t("desk.back")} onClick={onBack}>
        <ArrowLeft aria-hidden />
      </Button>
      <PriorityMark priority={row.priority} look={lookOf(row)} className={style.mark} />
      <div className={style.names}>
        <h2 id="alert-title" className={style.title}>
          {titleOf(row, language)}
        </h2>
        <p className={style.object}>{objectOf(row, language)}</p>
        <p className={style.state}>
          <strong>{stateOf(row, { language, t, format })}</strong>
          {row.process === "unknown" && <span>{t("alert.unknownInput")}</span>}
          {row.response === "in_progress" && <span>{t("detail.inProgress")}</span>}
          {row.assigneeName && <span>{t("detail.assigned", { name: row.assigneeName })}</span>}
          {row.hiddenUntil !== null && (
            <span>
              {t("detail.hiddenUntil", { time: format.moment(row.hiddenUntil, now), name: hiddenBy })}
            </span>
          )}
          {row.chattering && <span>{t("detail.chattering")}</span>}
          {children}
        </p>
        {row.hiddenWhy && row.visibility !== "shown" && <p className={style.why}>{row.hiddenWhy}</p>}
      </div>
      {onAck && (
        <Button look="solid" onClick={onAck}>
          <Check aria-hidden />
          {t("desk.ack")}
        </Button>
      )}
    </header>
  );
}
