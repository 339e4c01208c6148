import type { Metadata } from "next";
import { ClosedIncidents } from "#components/incidents/ClosedIncidents.tsx";
import { Floods } from "#components/incidents/Floods.tsx";
import { HiddenList } from "#components/incidents/HiddenList.tsx";
import { Maintenance } from "#components/incidents/Maintenance.tsx";
import { OpenIncidents } from "#components/incidents/OpenIncidents.tsx";
import { Shell } from "#components/shell/Shell.tsx";
import { type Tab, Tabs } from "#components/ui/Tabs.tsx";
import { floods } from "#lib/flood/sql.ts";
import { currentText } from "#lib/i18n/next.ts";
import { closedIncidents } from "#lib/incident/sql.ts";
import { pastMaintenance } from "#lib/maintenance/sql.ts";
import { rulesFor } from "#lib/rule/sql/list.ts";
import { unitsAt } from "#lib/unit/sql.ts";
import { can, scopeOf } from "#lib/user/can.ts";
import { requirePerson } from "#lib/user/next.ts";
import { server } from "#lib/user/server.ts";

const LATELY = 100;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await currentText())("incident.title") };
}

export default async function IncidentsPage() {
  const who = await requirePerson("incident.see");
  const { pool } = server();
  const now = Date.now();
  const today = new Date(now).toISOString().slice(0, 10);
  const [t, past, { rules }, units] = await Promise.all([
    currentText(),
    pastMaintenance(pool, LATELY, scopeOf(who, "maintenance.see")),
    rulesFor(pool, who),
    unitsAt(pool, today),
  ]);
  const names = {
    rules: rules.map(({ rule: { id, nameVi, nameEn } }) => ({ id, nameVi, nameEn })),
    units: units.map(({ code, nameVi, nameEn }) => ({ id: code, nameVi, nameEn })),
  };
  const tabs: Tab[] = [
    { id: "open", title: t("incident.tab.open"), content: <OpenIncidents /> },
    { id: "hidden", title: t("incident.tab.hidden"), content: <HiddenList /> },
    {
      id: "maintenance",
      title: t("incident.tab.maintenance"),
      content: <Maintenance who={who} names={names} past={past} />,
    },
  ];
  // What concerns the whole province is not an agency's.
  if (can(who, "kpi.see")) {
    const [gone, over] = await Promise.all([floods(pool, LATELY), closedIncidents(pool, LATELY)]);
    tabs.push(
      { id: "floods", title: t("incident.tab.floods"), content: <Floods floods={gone} now={now} /> },
      {
        id: "closed",
        title: t("incident.tab.closed"),
        content: <ClosedIncidents incidents={over} now={now} />,
      },
    );
  }
  return (
    <Shell who={who} title={t("incident.title")}>
      <Tabs tabs={tabs} />
    </Shell>
  );
}
