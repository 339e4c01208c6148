import type { Metadata } from "next";
import gate from "#components/access/Gate.module.css";
import { Gate } from "#components/access/Gate.tsx";
import { AckForm } from "#components/notify/AckForm.tsx";
import style from "#components/notify/notify.module.css";
import { buttonClass } from "#components/ui/buttonClass.ts";
import { alertsByIds } from "#lib/alert/sql.ts";
import { findText } from "#lib/i18n/model.ts";
import { currentLanguage, currentText } from "#lib/i18n/next.ts";
import { ACK_TOKEN, linkTrouble } from "#lib/notify/ack.ts";
import { alertMessage, worstOf } from "#lib/notify/message.ts";
import { linkByHash } from "#lib/notify/sql/link.ts";
import { scopeOf } from "#lib/user/can.ts";
import { currentIdentity } from "#lib/user/next.ts";
import { server } from "#lib/user/server.ts";
import { hashToken } from "#lib/user/token.ts";

type Props = { params: Promise<{ token: string }> };

export async function generateMetadata(): Promise<Metadata> {
  // The address holds the token: it must not travel to another site.
  return { title: (await currentText())("ack.title"), referrer: "no-referrer" };
}

/** Where the link of a message leads. Opening it changes nothing: only the button, pressed by who was told, does. */
export default async function AckPage({ params }: Props) {
  const [{ token }, who, t, language] = await Promise.all([
    params,
    currentIdentity(),
    currentText(),
    currentLanguage(),
  ]);
  const frame = { name: t("app.name"), tagline: t("app.tagline"), title: t("ack.title") };
  if (who?.kind !== "person") {
    const next = ACK_TOKEN.test(token) ? `?next=${encodeURIComponent(`/ack/${token}`)}` : "";
    return (
      <Gate {...frame}>
        <p className={gate.intro}>{t("ack.signIn")}</p>
        <a className={buttonClass("solid")} href={`/login${next}`}>
          {t("ack.toLogin")}
        </a>
      </Gate>
    );
  }
  const { pool } = server();
  const link = ACK_TOKEN.test(token) ? await linkByHash(pool, hashToken(token)) : undefined;
  const trouble = linkTrouble(link, who, Date.now());
  const rows = link && !trouble ? await alertsByIds(pool, link.alertIds, scopeOf(who, "alert.see")) : [];
  if (trouble || rows.length === 0)
    return (
      <Gate {...frame}>
        <p className={gate.intro}>{findText(language, `refusal.${trouble ?? "unknown_alert"}`)}</p>
        <a className={buttonClass("outline")} href="/desk">
          {t("ack.toDesk")}
        </a>
      </Gate>
    );
  return (
    <Gate {...frame}>
      <Told told={alertMessage(rows, language)} simulated={t("message.simulatedNote")} />
      <AckForm
        token={token}
        seqs={Object.fromEntries(rows.map((row) => [row.id, row.seq]))}
        desk={`/desk?alert=${worstOf(rows).id}`}
      />
    </Gate>
  );
}

type ToldProps = { told: ReturnType<typeof alertMessage>; simulated: string };

function Told({ told, simulated }: ToldProps) {
  return (
    <article className={style.alert}>
      {told.simulated && <p className={style.simulated}>{simulated}</p>}
      <h2>{told.title}</h2>
      {told.lines
        .filter((line) => line !== simulated)
        .map((line) => (
          <p key={line} className={style.body}>
            {line}
          </p>
        ))}
    </article>
  );
}
