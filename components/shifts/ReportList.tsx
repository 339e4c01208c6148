"use client";
import Link from "next/link";
import { useFormat, useName, useText } from "#components/shell/language.tsx";
import { type Column, Table } from "#components/ui/Table.tsx";
import { Tag } from "#components/ui/Tag.tsx";
import { GRACE_MS, type Shift } from "#lib/shift/model.ts";

export type Ended = { shift: Shift; signature: { signedAt: number; signedName: string | null } | null };

/** Shifts that ended, the newest first, each with its report. */
export function ReportList({ rows }: { rows: readonly Ended[] }) {
  const t = useText();
  const format = useFormat();
  const name = useName();
  const columns: Column<Ended>[] = [
    {
      id: "day",
      title: t("shiftReport.day"),
      cell: ({ shift }) => (
        <Link
          href={`/shifts/${shift.id}/report`}
          prefetch={false}
          aria-label={`${t("shiftReport.open")}: ${name(shift)}, ${format.weekday(shift.startsAt)}`}
        >
          <time>{format.weekday(shift.startsAt)}</time>
        </Link>
      ),
    },
    {
      id: "shift",
      title: t("shiftReport.shift"),
      cell: ({ shift }) => `${name(shift)} ${format.clock(shift.startsAt)}–${format.clock(shift.endsAt)}`,
    },
    {
      id: "crew",
      title: t("shiftReport.crew"),
      minor: true,
      cell: ({ shift }) => shift.crew.map((one) => one.name).join(", ") || t("roster.gap.no_crew"),
    },
    {
      id: "handover",
      title: t("shiftReport.handover"),
      cell: ({ shift, signature }) => {
        if (!signature) return <Tag tone="warn">{t("handover.unsigned")}</Tag>;
        const late = signature.signedAt - shift.endsAt;
        const by = `${signature.signedName ?? t("app.unknown")} ${format.clock(signature.signedAt)}`;
        return late > GRACE_MS ? (
          <>
            {by} <Tag tone="warn">{t("handover.late", { span: format.span(late) })}</Tag>
          </>
        ) : (
          by
        );
      },
    },
  ];
  return (
    <Table
      label={t("shiftReport.list")}
      columns={columns}
      rows={rows}
      rowKey={({ shift }) => shift.id}
      empty={t("shiftReport.none")}
    />
  );
}
