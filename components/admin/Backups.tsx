"use client";
import type { ReactNode } from "react";
import { useFormat, useText } from "#components/shell/language.tsx";
import { type Column, Table } from "#components/ui/Table.tsx";
import { Tag } from "#components/ui/Tag.tsx";
import type { BackupRow, BackupWatch } from "#lib/backup/model.ts";
import style from "./admin.module.css";

/** The process tells of itself every ten seconds; a base in the making may hold it up a little. */
const DEAD_MS = 3 * 60_000;

type Props = { watch: BackupWatch | undefined; backups: BackupRow[]; now: number };

/** How the backups stand: what can be restored, how old, whether it was tried. Nothing here is good by being unknown. */
export function Backups({ watch, backups, now }: Props) {
  const t = useText();
  if (!watch)
    return (
      <section className={style.section}>
        <Alarm title={t("backup.none")}>{t("backup.noneBody")}</Alarm>
        <p className={style.intro}>{t("backup.given")}</p>
      </section>
    );
  return (
    <section className={style.section}>
      <Troubles watch={watch} now={now} />
      <Facts watch={watch} now={now} />
      <List backups={backups} now={now} />
      <p className={style.intro}>
        {t("backup.how")} <code>npm run backup</code>, <code>npm run restore</code>
      </p>
    </section>
  );
}

function Alarm({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className={style.alarm} role="alert">
      <strong>{title}</strong>
      {children}
    </div>
  );
}

function Troubles({ watch, now }: { watch: BackupWatch; now: number }) {
  const t = useText();
  const format = useFormat();
  return (
    <>
      {now - watch.lookedAt > DEAD_MS && (
        <Alarm title={t("backup.dead")}>
          {t("backup.deadBody", { time: format.moment(watch.lookedAt, now) })}
        </Alarm>
      )}
      {watch.problem && <Alarm title={t("backup.problem", { problem: watch.problem })}>{null}</Alarm>}
    </>
  );
}

function Facts({ watch, now }: { watch: BackupWatch; now: number }) {
  const t = useText();
  const format = useFormat();
  const { windowFrom, walAt, waitingFiles, waitingBytes, dueAt } = watch;
  const window =
    windowFrom !== null && walAt !== null
      ? t("backup.windowSpan", { from: format.moment(windowFrom, now), until: format.moment(walAt, now) })
      : t("backup.noWindow");
  const facts: [string, string][] = [
    [t("backup.place"), watch.place ?? t("app.none")],
    [t("backup.window"), window],
    [
      t("backup.waiting"),
      waitingFiles > 0
        ? t("backup.waitingFiles", { count: waitingFiles, size: megabytes(format, waitingBytes) })
        : t("backup.nothingWaits"),
    ],
    [t("backup.due"), dueAt === null ? t("app.unknown") : format.moment(dueAt, now)],
  ];
  return (
    <dl className={style.facts}>
      {facts.map(([name, value]) => (
        <div key={name} style={{ display: "contents" }}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function List({ backups, now }: { backups: BackupRow[]; now: number }) {
  const t = useText();
  const format = useFormat();
  const columns: Column<BackupRow>[] = [
    {
      id: "id",
      title: t("backup.id"),
      cell: (b) => <span className={style.name}>{format.moment(b.begunAt, now)}</span>,
    },
    { id: "age", title: t("backup.age"), cell: (b) => format.span(now - b.begunAt) },
    { id: "size", title: t("backup.size"), number: true, cell: (b) => megabytes(format, b.bytes) },
    {
      id: "readings",
      title: t("backup.readings"),
      number: true,
      minor: true,
      cell: (b) => format.number(b.readings),
    },
    { id: "trial", title: t("backup.trial"), cell: (b) => <TrialOf backup={b} now={now} /> },
  ];
  return (
    <Table
      label={t("backup.list")}
      columns={columns}
      rows={backups}
      rowKey={(b) => b.id}
      empty={t("backup.empty")}
    />
  );
}

function TrialOf({ backup, now }: { backup: BackupRow; now: number }) {
  const t = useText();
  const format = useFormat();
  if (backup.verified === null) return <Tag tone="warn">{t("backup.trial.none")}</Tag>;
  if (!backup.verified) return <Tag tone="bad">{t("backup.trial.bad", { why: backup.verdict ?? "" })}</Tag>;
  return t("backup.trial.good", { age: format.age(backup.verifiedAt ?? backup.begunAt, now) });
}

const megabytes = (format: ReturnType<typeof useFormat>, bytes: number) =>
  format.quantity(bytes / 1e6, "MB", bytes < 1e7 ? 1 : 0);
