"use client";
import { z } from "zod";
import { useFeeds, useNow, useRecords, useRegister } from "#components/live/hooks.ts";
import { useFormat, useLanguage, useName, useText, useWords } from "#components/shell/language.tsx";
import { Tag } from "#components/ui/Tag.tsx";
import { findText } from "#lib/i18n/model.ts";
import type { RecordHeadline } from "#lib/protocol.ts";
import { Frame } from "./Frame.tsx";
import { Note } from "./Note.tsx";
import { PagedList } from "./PagedList.tsx";
import { definePanel } from "./panel.ts";
import style from "./records.module.css";
import { basisOfRecords } from "./useRecordsOf.ts";

const title = { vi: "Tin mới từ các cơ sở dữ liệu", en: "News from the databases" };
const schema = z.strictObject({
  /** Only these types of record. */
  types: z.array(z.string()).min(1).optional(),
  limit: z.int().min(1).max(40).default(20),
  title: z.strictObject({ vi: z.string(), en: z.string() }).optional(),
});

function Body({ config }: { config: z.output<typeof schema> }) {
  const t = useText();
  const words = useWords();
  const now = useNow(10_000);
  const records = useRecords();
  const rows = (records?.newest ?? [])
    .filter((record) => config.types?.includes(record.type) ?? true)
    .toSorted((a, b) => b.changedAt - a.changedAt)
    .slice(0, config.limit);
  const feeds = useFeeds()?.feeds;
  const basis = records && feeds && basisOfRecords(records, feeds, { types: config.types, now });
  const label = words(config.title ?? title);
  return (
    <Frame label={label} title={label} basis={basis} flush>
      {rows.length === 0 && <Note>{t(records ? "record.none" : "panel.loading")}</Note>}
      {rows.length > 0 && (
        <PagedList
          className={style.list}
          lines={rows.map((record, i) => ({
            key: `${record.feedId} ${record.type} ${record.key ?? i}`,
            node: <Row record={record} now={now} />,
          }))}
        />
      )}
    </Frame>
  );
}

function Row({ record, now }: { record: RecordHeadline; now: number }) {
  const t = useText();
  const format = useFormat();
  const name = useName();
  const language = useLanguage();
  const agency = useRegister()?.agency(record.agencyId);
  const type = findText(language, `record.${record.type}`) ?? record.type;
  return (
    <div className={style.row}>
      <p className={style.title}>
        {record.title ?? (record.key === null ? type : t("record.untitled", { key: record.key }))}
      </p>
      <time className={style.time}>{format.clock(record.changedAt)}</time>
      <p className={style.facts}>
        {record.key !== null && <span>{type}</span>}
        <span>{record.state}</span>
        {agency && <span>{name(agency)}</span>}
      </p>
      <span className={style.tags}>
        {record.severity >= 3 && (
          <Tag tone="bad">{t(`severity.${Math.min(4, record.severity) as 3 | 4}`)}</Tag>
        )}
        <span className={style.age}>{format.span(now - record.changedAt)}</span>
      </span>
    </div>
  );
}

export default definePanel({
  id: "records",
  title,
  about: {
    vi: "Hồ sơ, phản ánh, cảnh báo an toàn thông tin vừa thay đổi ở các cơ sở dữ liệu của sở, ngành.",
    en: "Dossiers, reports and security alerts that changed last in the departments' databases.",
  },
  schema,
  example: { limit: 10 },
  Body,
});
