import type { Metadata } from "next";
import style from "#components/admin/admin.module.css";
import { Backups } from "#components/admin/Backups.tsx";
import { People } from "#components/admin/People.tsx";
import { Scenarios } from "#components/admin/Scenarios.tsx";
import { Screens } from "#components/admin/Screens.tsx";
import { Failures } from "#components/profile/Failures.tsx";
import { Shell } from "#components/shell/Shell.tsx";
import { type Tab, Tabs } from "#components/ui/Tabs.tsx";
import { agenciesAt } from "#lib/agency/sql.ts";
import { backups, backupWatch } from "#lib/backup/sql.ts";
import { allFeeds } from "#lib/feed/sql.ts";
import { localDay } from "#lib/i18n/format.ts";
import { currentText } from "#lib/i18n/next.ts";
import { runningScenario } from "#lib/scenario/sql.ts";
import { can } from "#lib/user/can.ts";
import { requirePerson } from "#lib/user/next.ts";
import { server } from "#lib/user/server.ts";
import { failures } from "#lib/user/sql/failure.ts";
import { kiosks, users } from "#lib/user/sql.ts";
import { wallNames } from "#lib/wall/sql.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await currentText())("admin.title") };
}

type Props = { searchParams: Promise<{ tab?: string | string[] }> };
const MOST_FAILURES = 200;

/** Shift leads find the scenarios here, administrators people and screens too. */
export default async function AdminPage({ searchParams }: Props) {
  const { tab } = await searchParams;
  const who = await requirePerson("scenario.run");
  const { pool } = server();
  const t = await currentText();
  const now = Date.now();
  const tabs: Tab[] = [];
  if (can(who, "user.manage")) {
    const [people, agencies] = await Promise.all([users(pool), agenciesAt(pool, localDay(now))]);
    tabs.push({
      id: "people",
      title: t("admin.people"),
      content: <People people={people} agencies={agencies} me={who.userId} />,
    });
  }
  if (can(who, "user.manage")) {
    const [watch, rows] = await Promise.all([backupWatch(pool), backups(pool)]);
    tabs.push({
      id: "backup",
      title: t("backup.title"),
      content: <Backups watch={watch} backups={rows} now={now} />,
    });
    const failed = await failures(pool, { now, limit: MOST_FAILURES });
    const content = (
      <section className={style.section}>
        <p className={style.intro}>{t("signins.intro")}</p>
        <Failures failures={failed} now={now} all />
      </section>
    );
    tabs.push({ id: "sign-ins", title: t("signins.title"), content });
  }
  if (can(who, "kiosk.manage")) {
    const [screens, walls] = await Promise.all([kiosks(pool), wallNames(pool)]);
    const content = <Screens screens={screens} walls={walls} now={now} />;
    tabs.push({ id: "screens", title: t("admin.screens"), content });
  }
  const [running, feeds] = await Promise.all([runningScenario(pool), allFeeds(pool)]);
  const demo = feeds.some((feed) => feed.simulated);
  const content = <Scenarios running={running} demo={demo} now={now} />;
  tabs.push({ id: "scenarios", title: t("admin.scenarios"), content });
  return (
    <Shell who={who} title={t("admin.title")}>
      <Tabs tabs={tabs} first={tabs.find(({ id }) => id === tab)?.id} />
    </Shell>
  );
}
