"use client";
import { useEffect, useState } from "react";
import { useNow } from "#components/live/hooks.ts";
import { call, whyNot } from "#components/shell/call.ts";
import { useFormat, useLanguage, useText } from "#components/shell/language.tsx";
import { Button } from "#components/ui/Button.tsx";
import { Select } from "#components/ui/Select.tsx";
import { Tag } from "#components/ui/Tag.tsx";
import { useToast } from "#components/ui/Toast.tsx";
import { findText } from "#lib/i18n/model.ts";
import type { NotificationRow } from "#lib/notify/model.ts";
import { AttemptList } from "./AttemptList.tsx";
import style from "./notify.module.css";

type Props = {
  people: readonly { id: string; name: string }[];
  channels: readonly { id: string; nameVi: string; nameEn: string }[];
};
type Filter = { state: string; channelId: string; userId: string };
type Page = { rows: NotificationRow[]; next: string | null };

const STATES = ["waiting", "held", "sent", "failed", "cancelled"] as const;
const NONE: Filter = { state: "", channelId: "", userId: "" };

/** What went out or should have, for administrators. */
export function Log({ people, channels }: Props) {
  const t = useText();
  const language = useLanguage();
  const say = useToast();
  const [filter, setFilter] = useState(NONE);
  const [page, setPage] = useState<Page>();
  const [refused, setRefused] = useState<string>();
  const vi = language === "vi";

  async function load(after?: string) {
    const query = new URLSearchParams(Object.entries({ ...filter, after: after ?? "" }).filter(([, v]) => v));
    const answer = await call<Page>("GET", `/api/admin/notify/log?${query}`);
    if (!answer.ok) return setRefused(whyNot(language, answer));
    setRefused(undefined);
    const { rows, next } = answer.value;
    setPage((before) => ({ rows: after && before ? [...before.rows, ...rows] : rows, next }));
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked anew only when the filter changes
  useEffect(() => void load(), [filter]);

  async function retry(row: NotificationRow) {
    const answer = await call("POST", `/api/admin/notify/log/${row.id}/retry`, {});
    if (answer.ok) say.done(t("log.retried"));
    else say.refused(whyNot(language, answer));
    await load();
  }

  async function testPerson(id: string) {
    const person = people.find((one) => one.id === id);
    if (!person) return;
    const answer = await call<{ messages: string[] }>("POST", `/api/admin/notify/people/${id}/test`, {});
    if (!answer.ok) return say.refused(whyNot(language, answer), person.name);
    say.done(t("log.testPersonDone", { count: answer.value.messages.length, name: person.name }));
    setFilter({ ...NONE, userId: id });
  }

  const all = { value: "", label: t("log.all") };
  return (
    <section className={style.stack}>
      <div className={style.row}>
        <Select
          label={t("log.state")}
          value={filter.state}
          options={[
            all,
            ...STATES.map((value) => ({ value: value as string, label: t(`notification.state.${value}`) })),
          ]}
          onChange={(state) => setFilter({ ...filter, state })}
        />
        <Select
          label={t("notify.channel")}
          value={filter.channelId}
          options={[all, ...channels.map((c) => ({ value: c.id, label: vi ? c.nameVi : c.nameEn }))]}
          onChange={(channelId) => setFilter({ ...filter, channelId })}
        />
        <Select
          label={t("log.to")}
          value={filter.userId}
          options={[all, ...people.map((p) => ({ value: p.id, label: p.name }))]}
          onChange={(userId) => setFilter({ ...filter, userId })}
        />
        <div className={style.acts}>
          <Button onClick={() => void load()}>{t("log.refresh")}</Button>
          <Button
            disabled={filter.userId === ""}
            focusableWhenDisabled
            onClick={() => void testPerson(filter.userId)}
          >
            {t("log.testPerson")}
          </Button>
        </div>
      </div>
      {refused && (
        <p role="alert" className={style.refused}>
          {refused}
        </p>
      )}
      {page ? (
        <Entries rows={page.rows} onRetry={retry} />
      ) : (
        !refused && <p className={style.empty}>{t("log.loading")}</p>
      )}
      {page?.next && (
        <div className={style.acts}>
          <Button onClick={() => void load(page.next ?? undefined)}>{t("log.more")}</Button>
        </div>
      )}
    </section>
  );
}

function Entries({
  rows,
  onRetry,
}: {
  rows: readonly NotificationRow[];
  onRetry(row: NotificationRow): Promise<void>;
}) {
  const t = useText();
  const format = useFormat();
  const language = useLanguage();
  const now = useNow(10_000);
  if (rows.length === 0) return <p className={style.empty}>{t("log.none")}</p>;
  return (
    <ul className={style.list} aria-label={t("notify.tab.log")}>
      {rows.map((row) => (
        <li key={row.id} className={style.entry}>
          <div className={style.sub}>{format.moment(row.madeAt, now)}</div>
          <div className={style.wide}>
            <div className={style.name}>{row.title}</div>
            <div className={style.sub}>
              {t(`notification.kind.${row.kind}`)} · {language === "vi" ? row.channelVi : row.channelEn}
            </div>
          </div>
          <div>{row.userName ?? t("log.room")}</div>
          <div>
            <State row={row} />
          </div>
          <div className={style.wide}>
            <AttemptList attempts={row.attempts} />
          </div>
          <div>
            {row.state === "failed" && <Button onClick={() => void onRetry(row)}>{t("log.retry")}</Button>}
          </div>
        </li>
      ))}
    </ul>
  );
}

function State({ row }: { row: NotificationRow }) {
  const t = useText();
  const format = useFormat();
  const language = useLanguage();
  const reason = row.reason && findText(language, `notification.reason.${row.reason}`);
  return (
    <>
      <Tag
        tone={
          row.state === "failed"
            ? "bad"
            : row.state === "waiting" && row.attempts.length > 0
              ? "warn"
              : "plain"
        }
      >
        {t(`notification.state.${row.state}`)}
      </Tag>
      {reason && <div className={style.sub}>{reason}</div>}
      {row.state === "waiting" && row.nextAt !== null && row.attempts.length > 0 && (
        <div className={style.sub}>{t("log.again", { time: format.seconds(row.nextAt) })}</div>
      )}
    </>
  );
}
