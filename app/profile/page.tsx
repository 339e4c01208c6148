import type { Metadata } from "next";
import { headers } from "next/headers";
import { Failures } from "#components/profile/Failures.tsx";
import { PasswordForm } from "#components/profile/PasswordForm.tsx";
import style from "#components/profile/profile.module.css";
import { Sessions } from "#components/profile/Sessions.tsx";
import { Shell } from "#components/shell/Shell.tsx";
import { currentText } from "#lib/i18n/next.ts";
import { requirePerson } from "#lib/user/next.ts";
import { server, sessionIdOf } from "#lib/user/server.ts";
import { failures } from "#lib/user/sql/failure.ts";
import { isOwnPassword } from "#lib/user/sql/password.ts";
import { sessionsOf } from "#lib/user/sql/session.ts";
import { personById } from "#lib/user/sql.ts";

const MOST_FAILURES = 50;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await currentText())("profile.title") };
}

/** One's own account: password, where one is signed in, and who tried. */
export default async function ProfilePage() {
  const who = await requirePerson("self.manage");
  const { pool } = server();
  const now = Date.now();
  const current = await sessionIdOf(await headers());
  const [person, own, sessions, failed, t] = await Promise.all([
    personById(pool, who.userId),
    isOwnPassword(pool, who.userId),
    sessionsOf(pool, who.userId, current ?? ""),
    failures(pool, { now, userId: who.userId, limit: MOST_FAILURES }),
    currentText(),
  ]);
  return (
    <Shell who={who} title={t("profile.title")}>
      <div className={style.page}>
        <section className={style.part} aria-labelledby="account">
          <h2 id="account">{t("profile.account")}</h2>
          <dl className={style.facts}>
            <dt>{t("admin.name")}</dt>
            <dd>{who.name}</dd>
            <dt>{t("login.email")}</dt>
            <dd>{person?.email}</dd>
            <dt>{t("admin.role")}</dt>
            <dd>{t(`role.${who.role}`)}</dd>
          </dl>
        </section>
        <section className={style.part} aria-labelledby="password">
          <h2 id="password">{t("profile.password")}</h2>
          <PasswordForm own={own} email={person?.email ?? ""} />
        </section>
        <section className={style.wide} aria-labelledby="sessions">
          <h2 id="sessions">{t("profile.sessions")}</h2>
          <Sessions sessions={sessions} now={now} />
        </section>
        <section className={style.wide} aria-labelledby="failures">
          <h2 id="failures">{t("profile.failures")}</h2>
          <Failures failures={failed} now={now} />
        </section>
      </div>
    </Shell>
  );
}
