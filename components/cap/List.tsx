"use client";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { useFormat, useText } from "#components/shell/language.tsx";
import { type Column, Table } from "#components/ui/Table.tsx";
import { Tag } from "#components/ui/Tag.tsx";
import type { WarningRow } from "#lib/cap/model.ts";
import { Office, type OfficeName } from "./Office.tsx";
import { StartWarning } from "./StartWarning.tsx";
import { StatusMark } from "./StatusMark.tsx";
import style from "./sheet.module.css";

type Props = {
  warnings: WarningRow[];
  office: OfficeName | null;
  mayDraft: boolean;
  mayManage: boolean;
  now: number;
};

const AGAIN_MS = 15_000;

/** Everything on its way and everything sent, newest first. */
export function WarningList({ warnings, office, mayDraft, mayManage, now }: Props) {
  const t = useText();
  const format = useFormat();
  const router = useRouter();
  useEffect(() => {
    const timer = setInterval(() => router.refresh(), AGAIN_MS);
    return () => clearInterval(timer);
  }, [router]);

  const columns: Column<WarningRow>[] = [
    {
      id: "status",
      title: t("cap.statusLabel"),
      cell: ({ content }) => <StatusMark status={content.status} t={t} />,
    },
    {
      id: "headline",
      title: t("cap.headline"),
      cell: ({ id, content }) => (
        <Link href={`/warnings/${id}`} prefetch={false} className={style.link}>
          {content.vi.headline || t("cap.untitled")}
        </Link>
      ),
    },
    { id: "state", title: t("admin.state"), cell: (warning) => <StateOf warning={warning} now={now} /> },
    { id: "type", title: t("cap.type"), minor: true, cell: ({ content }) => t(`cap.type.${content.type}`) },
    {
      id: "expires",
      title: t("cap.expires"),
      minor: true,
      cell: ({ content }) => (content.expires === null ? t("app.none") : format.moment(content.expires, now)),
    },
    {
      id: "changed",
      title: t("cap.changed"),
      minor: true,
      cell: ({ changedAt }) => format.age(changedAt, now),
    },
  ];
  return (
    <div className={style.list}>
      <div className={style.head}>
        <p className={style.intro}>{t("cap.intro")}</p>
        <div className={style.row}>
          {mayDraft && <StartWarning from={{}} solid />}
          {mayManage && <Office office={office} />}
        </div>
      </div>
      {!office && <p className={style.lacks}>{t(mayManage ? "cap.setOffice" : "refusal.sender_missing")}</p>}
      <Table
        label={t("nav.cap")}
        columns={columns}
        rows={warnings}
        rowKey={({ id }) => id}
        empty={t("cap.none")}
      />
      <p className={style.hint}>
        {t("cap.feed")} <a href="/api/cap">/api/cap</a>
      </p>
    </div>
  );
}

function StateOf({ warning, now }: { warning: WarningRow; now: number }) {
  const t = useText();
  const { state, followedBy, content } = warning;
  if (state === "released" && followedBy) return <Tag>{t(`cap.followed.${followedBy.type}`)}</Tag>;
  if (state === "released" && (content.expires ?? 0) < now) return <Tag>{t("cap.over")}</Tag>;
  return <Tag tone={state === "signed" ? "warn" : "plain"}>{t(`cap.state.${state}`)}</Tag>;
}
