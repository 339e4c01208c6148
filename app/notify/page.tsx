import type { Metadata } from "next";
import { Channels } from "#components/notify/Channels.tsx";
import { Contacts } from "#components/notify/Contacts.tsx";
import { Log } from "#components/notify/Log.tsx";
import style from "#components/notify/notify.module.css";
import { Policies } from "#components/notify/Policies.tsx";
import { ThisDevice } from "#components/notify/ThisDevice.tsx";
import { Wishes } from "#components/notify/Wishes.tsx";
import { WorkingCalendar } from "#components/notify/WorkingCalendar.tsx";
import { Shell } from "#components/shell/Shell.tsx";
import { type Tab, Tabs } from "#components/ui/Tabs.tsx";
import { agencyNames } from "#lib/agency/sql.ts";
import { holidaysOf } from "#lib/calendar/holidays.ts";
import { isWorking, localOf } from "#lib/calendar/model.ts";
import { calendarOf, changedDays } from "#lib/calendar/sql.ts";
import { policies } from "#lib/escalation/sql.ts";
import { currentText } from "#lib/i18n/next.ts";
import { channelHealth, channelKinds, channels, contactsOf, preferencesOf } from "#lib/notify/sql.ts";
import { allRules } from "#lib/rule/sql.ts";
import { can } from "#lib/user/can.ts";
import type { Person } from "#lib/user/model.ts";
import { requirePerson } from "#lib/user/next.ts";
import { server } from "#lib/user/server.ts";
import { users } from "#lib/user/sql.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await currentText())("notify.title") };
}

/** One's own settings; for administrators channels, escalation, what went out, and the calendar. */
export default async function NotifyPage() {
  const who = await requirePerson("notify.own");
  const t = await currentText();
  const tabs: Tab[] = [{ id: "own", title: t("notify.tab.own"), content: await ownSettings(who) }];
  if (can(who, "notify.manage")) tabs.push(...(await adminTabs(Date.now())));
  return (
    <Shell who={who} title={t("notify.title")}>
      {tabs.length === 1 ? tabs[0]?.content : <Tabs tabs={tabs} />}
    </Shell>
  );
}

async function ownSettings({ userId }: Person) {
  const { pool } = server();
  const [preferences, contacts, known, kinds] = await Promise.all([
    preferencesOf(pool, userId),
    contactsOf(pool, userId),
    channels(pool),
    channelKinds(pool),
  ]);
  const choices = known.flatMap(({ id, kind, nameVi, nameEn, enabled }) => {
    const found = kinds.find((one) => one.id === kind);
    return enabled && found?.reach === "person" ? [{ id, nameVi, nameEn, address: found.address }] : [];
  });
  return (
    <div className={style.stack}>
      <Contacts contacts={contacts} choices={choices} />
      <div className={style.cards}>
        <ThisDevice />
        <Wishes preferences={preferences} />
      </div>
    </div>
  );
}

async function adminTabs(now: number): Promise<Tab[]> {
  const { pool } = server();
  const t = await currentText();
  const { day: today } = localOf(now);
  const [health, kinds, known, rows, people, agencies, rules, calendar, changed] = await Promise.all([
    channelHealth(pool),
    channelKinds(pool),
    channels(pool),
    policies(pool),
    users(pool),
    agencyNames(pool),
    allRules(pool),
    calendarOf(pool),
    changedDays(pool, today),
  ]);
  const active = people.filter((one) => !one.disabled).map(({ id, name }) => ({ id, name }));
  const names = rules.map(({ id, nameVi, nameEn }) => ({ id, nameVi, nameEn }));
  const named = known.map(({ id, nameVi, nameEn }) => ({ id, nameVi, nameEn }));
  const year = Number(today.slice(0, 4));
  const holidays = [...holidaysOf(year), ...holidaysOf(year + 1)].filter((one) => one.day >= today);
  return [
    {
      id: "channels",
      title: t("notify.tab.channels"),
      content: <Channels channels={known} health={health} kinds={kinds} now={now} />,
    },
    {
      id: "policies",
      title: t("notify.tab.policies"),
      content: (
        <Policies policies={rows} choices={{ people: active, channels: named, agencies, rules: names }} />
      ),
    },
    { id: "log", title: t("notify.tab.log"), content: <Log people={active} channels={named} /> },
    {
      id: "calendar",
      title: t("notify.tab.calendar"),
      content: (
        <WorkingCalendar
          hours={calendar.hours}
          changed={changed}
          holidays={holidays}
          working={isWorking(now, calendar)}
        />
      ),
    },
  ];
}
