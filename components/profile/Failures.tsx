"use client";
import { useFormat, useText } from "#components/shell/language.tsx";
import { type Column, Table } from "#components/ui/Table.tsx";
import { Tag } from "#components/ui/Tag.tsx";
import type { FailureRow } from "#lib/user/model.ts";

type Props = {
  failures: FailureRow[];
  /** The server's, ms. */
  now: number;
  /** All accounts, for administrators. */
  all?: boolean;
};

/** Wrong passwords by address, newest first. */
export function Failures({ failures, now, all = false }: Props) {
  const t = useText();
  const format = useFormat();
  const account: Column<FailureRow> = {
    id: "account",
    title: t("signins.account"),
    cell: (f) => f.name ?? t("signins.unknown", { count: f.accounts }),
  };
  const columns: Column<FailureRow>[] = [
    ...(all ? [account] : []),
    { id: "last", title: t("profile.last"), cell: (f) => <time>{format.moment(f.lastAt, now)}</time> },
    { id: "count", title: t("profile.count"), number: true, cell: (f) => format.number(f.count) },
    {
      id: "address",
      title: t("profile.address"),
      cell: (f) => (
        <>
          {f.address} {f.waiting && <Tag tone="warn">{t("signins.goesOn")}</Tag>}
        </>
      ),
    },
    {
      id: "first",
      title: t("profile.first"),
      minor: true,
      cell: (f) => <time>{format.moment(f.firstAt, now)}</time>,
    },
  ];
  return (
    <Table
      label={t(all ? "signins.title" : "profile.failures")}
      columns={columns}
      rows={failures}
      rowKey={(f) => `${f.userId} ${f.address}`}
      empty={t(all ? "signins.none" : "profile.noFailures")}
    />
  );
}
