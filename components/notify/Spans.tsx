"use client";
import { useText } from "#components/shell/language.tsx";
import { Field } from "#components/ui/Field.tsx";
import type { WorkingHours } from "#lib/calendar/model.ts";
import style from "./notify.module.css";

type Span = WorkingHours["spans"][number];
type Props = { spans: readonly Span[]; onChange(spans: Span[]): void };

/** Morning and afternoon. */
export function Spans({ spans, onChange }: Props) {
  const t = useText();
  const put = (at: number, change: Partial<Span>) =>
    onChange(spans.map((span, i) => (i === at ? { ...span, ...change } : span)));
  return spans.map((span, i) => {
    const name = t(i === 0 ? "calendar.morning" : "calendar.afternoon");
    return (
      // biome-ignore lint/suspicious/noArrayIndexKey: a span is known by its place
      <div key={i} className={style.row}>
        <Field
          label={`${name}: ${t("notify.from")}`}
          type="time"
          required
          value={span.from}
          onChange={(event) => put(i, { from: event.currentTarget.value })}
        />
        <Field
          label={`${name}: ${t("notify.until")}`}
          type="time"
          required
          min={span.from}
          value={span.until}
          onChange={(event) => put(i, { until: event.currentTarget.value })}
        />
      </div>
    );
  });
}
