import { useFormat, useText } from "#components/shell/language.tsx";
import { Button } from "#components/ui/Button.tsx";
import type { Missed } from "#lib/user/model.ts";
import style from "./Gate.module.css";

type Props = { missed: readonly Missed[]; next: string };

/** Told once, right after signing in: who failed at this account meanwhile. */
export function MissedNotice({ missed, next }: Props) {
  const t = useText();
  const format = useFormat();
  return (
    <section className={style.form} aria-labelledby="missed">
      <h2 id="missed" className={style.missed}>
        {t("login.missedTitle")}
      </h2>
      <ul className={style.list}>
        {missed.map(({ address, here, count, lastAt }) => (
          <li key={address}>
            {t(here ? "login.missedHere" : "login.missedLine", {
              count,
              address,
              time: `${format.clock(lastAt)} ${format.date(lastAt)}`,
            })}
          </li>
        ))}
      </ul>
      <p className={style.help}>{t("login.missedAct")}</p>
      <div className={style.submit}>
        <Button look="solid" autoFocus onClick={() => location.assign(next)}>
          {t("login.goOn")}
        </Button>
      </div>
    </section>
  );
}
