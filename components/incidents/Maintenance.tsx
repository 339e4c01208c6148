"use client";
import { useIncidents, useNow } from "#components/live/hooks.ts";
import { Note } from "#components/panels/Note.tsx";
import { useFormat, useText } from "#components/shell/language.tsx";
import { type Column, Table } from "#components/ui/Table.tsx";
import { Tag } from "#components/ui/Tag.tsx";
import type { MaintenanceRow } from "#lib/maintenance/model.ts";
import { can } from "#lib/user/can.ts";
import type { Person } from "#lib/user/model.ts";
import { HiddenCounts } from "./HiddenCounts.tsx";
import style from "./incidents.module.css";
import { ProposeWindow } from "./ProposeWindow.tsx";
import { type TargetNames, useTargetWords } from "./targets.ts";
import { WindowActs } from "./WindowActs.tsx";

type Props = { who: Person; names: TargetNames; past: MaintenanceRow[] };

/** Works during which alarms are expected: proposed by one, approved by another, ended by the clock. */
export function Maintenance({ who, names, past }: Props) {
  const t = useText();
  const format = useFormat();
  const now = useNow(10_000);
  const targetWords = useTargetWords(names);
  const open = useIncidents()?.maintenance;
  if (!open) return <Note>{t("app.loading")}</Note>;
  const hidden = open.reduce((sum, one) => sum + one.hidden, 0);
  const running = open.some(({ state }) => state === "running");
  const columns: Column<MaintenanceRow>[] = [
    {
      id: "order",
      title: t("maintenance.order"),
      cell: (one) => (
        <>
          {one.workOrder}
          <span className={style.small}>{one.why}</span>
        </>
      ),
    },
    {
      id: "target",
      title: t("maintenance.target"),
      cell: (one) => {
        const { kind, members } = targetWords(one.target);
        return (
          <>
            {members.join(", ")}
            <span className={style.small}>{kind}</span>
          </>
        );
      },
    },
    {
      id: "time",
      title: t("maintenance.from"),
      cell: (one) => `${format.moment(one.from, now)} – ${format.moment(one.until, now)}`,
    },
    {
      id: "state",
      title: t("maintenance.state"),
      cell: (one) => (
        <>
          <Tag tone={one.state === "running" || one.state === "proposed" ? "warn" : "plain"}>
            {t(`maintenance.state.${one.state}`)}
          </Tag>
          <span className={style.small}>
            {one.proposedName && t("maintenance.proposedBy", { name: one.proposedName })}
            {one.decidedName && one.state !== "refused" && (
              <> · {t("maintenance.decidedBy", { name: one.decidedName })}</>
            )}
          </span>
          <WindowActs window={one} who={who} />
        </>
      ),
    },
    { id: "hidden", title: t("maintenance.hidden"), number: true, cell: (one) => format.number(one.hidden) },
  ];
  return (
    <div className={style.stack}>
      <HiddenCounts />
      <div className={style.head}>
        <p className={style.hint}>
          {running ? t("maintenance.running", { count: hidden }) : t("maintenance.hint")}
        </p>
        {can(who, "maintenance.propose") && <ProposeWindow who={who} names={names} />}
      </div>
      <Table
        label={t("maintenance.title")}
        columns={columns}
        rows={[...open, ...past.filter(({ id }) => !open.some((one) => one.id === id))]}
        rowKey={(one) => one.id}
        empty={t("maintenance.none")}
      />
    </div>
  );
}
