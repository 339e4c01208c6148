"use client";
import { useRouter } from "next/navigation";
import { call, whyNot } from "#components/shell/call.ts";
import { useFormat, useLanguage, useText } from "#components/shell/language.tsx";
import { Button } from "#components/ui/Button.tsx";
import { type Column, Table } from "#components/ui/Table.tsx";
import { Tag } from "#components/ui/Tag.tsx";
import { useToast } from "#components/ui/Toast.tsx";
import { browserName } from "#lib/user/browser.ts";
import type { SessionRow } from "#lib/user/model.ts";
import style from "./profile.module.css";

/** Where one is signed in, and the end of it. `now`: the server's, ms. */
export function Sessions({ sessions, now }: { sessions: SessionRow[]; now: number }) {
  const t = useText();
  const format = useFormat();
  const language = useLanguage();
  const router = useRouter();
  const say = useToast();
  const deviceOf = ({ userAgent }: SessionRow) => browserName(userAgent) ?? t("profile.unknownDevice");

  async function end(one: SessionRow) {
    const answer = await call("DELETE", `/api/me/sessions/${encodeURIComponent(one.id)}`);
    if (answer.ok) say.done(t("profile.ended"));
    else say.refused(whyNot(language, answer));
    router.refresh();
  }

  async function endOthers() {
    const answer = await call<{ ended: number }>("DELETE", "/api/me/sessions");
    if (answer.ok) say.done(t("profile.othersEnded", { count: answer.value.ended }));
    else say.refused(whyNot(language, answer));
    router.refresh();
  }

  const columns: Column<SessionRow>[] = [
    {
      id: "device",
      title: t("profile.device"),
      cell: (one) => (
        <span className={style.device}>
          {deviceOf(one)} {one.current && <Tag>{t("profile.thisOne")}</Tag>}
        </span>
      ),
    },
    { id: "address", title: t("profile.address"), cell: (one) => one.address ?? "—" },
    {
      id: "started",
      title: t("profile.started"),
      minor: true,
      cell: (one) => <time>{format.moment(one.startedAt, now)}</time>,
    },
    { id: "seen", title: t("profile.seen"), cell: (one) => <time>{format.age(one.seenAt, now)}</time> },
    {
      id: "end",
      title: <span className="unseen">{t("profile.end")}</span>,
      number: true,
      cell: (one) =>
        !one.current && (
          <Button aria-label={t("profile.endOf", { device: deviceOf(one) })} onClick={() => end(one)}>
            {t("profile.end")}
          </Button>
        ),
    },
  ];

  return (
    <>
      <Table
        label={t("profile.sessions")}
        columns={columns}
        rows={sessions}
        rowKey={(one) => one.id}
        empty={t("profile.unknownDevice")}
      />
      {sessions.some(({ current }) => !current) && (
        <div className={style.foot}>
          <Button onClick={endOthers}>{t("profile.endOthers")}</Button>
        </div>
      )}
    </>
  );
}
