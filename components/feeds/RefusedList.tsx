"use client";
import { useFormat, useLanguage, useText } from "#components/shell/language.tsx";
import type { Preview } from "#lib/feed/preview.ts";
import { findText } from "#lib/i18n/model.ts";
import style from "./RefusedList.module.css";

export type Refused = {
  at: number;
  reason: string;
  detail: string | null;
  origin: string | null;
  payload: Preview | null;
};

type Props = { reasons: { reason: string; count: number }[]; errors: Refused[]; now: number };

/** Why messages were not stored, how often, and the messages themselves. */
export function RefusedList({ reasons, errors, now }: Props) {
  const t = useText();
  const format = useFormat();
  const language = useLanguage();
  const say = (reason: string) => findText(language, `feedError.${reason}`) ?? reason;
  return (
    <section className={style.refused}>
      <h3>{t("errors.title")}</h3>
      {reasons.length > 0 && (
        <dl className={style.reasons} aria-label={t("errors.counts")}>
          {reasons.map(({ reason, count }) => (
            <div key={reason}>
              <dt>{say(reason)}</dt>
              <dd>{format.number(count)}</dd>
            </div>
          ))}
        </dl>
      )}
      {errors.length === 0 && <p className={style.none}>{t("errors.none")}</p>}
      <ul>
        {errors.map((error) => (
          <li key={`${error.at} ${error.origin} ${error.payload?.text}`} className={style.error}>
            <details>
              <summary>
                <time>{format.moment(error.at, now)}</time>
                <b>{say(error.reason)}</b>
                <span>{error.detail}</span>
              </summary>
              {error.origin && (
                <p>
                  {t("errors.origin")}: <code>{error.origin}</code>
                </p>
              )}
              {error.payload ? (
                <>
                  <p>
                    {error.payload.binary
                      ? t("errors.binary", { bytes: format.number(error.payload.bytes) })
                      : t("errors.payload")}
                  </p>
                  <pre>{error.payload.text}</pre>
                </>
              ) : (
                <p>{t("errors.noPayload")}</p>
              )}
            </details>
          </li>
        ))}
      </ul>
    </section>
  );
}
