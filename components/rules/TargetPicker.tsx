"use client";
import { useEffect, useState } from "react";
import { call } from "#components/shell/call.ts";
import { useLanguage, useName, useText } from "#components/shell/language.tsx";
import { Select } from "#components/ui/Select.tsx";
import { findText } from "#lib/i18n/model.ts";
import { metricById } from "#lib/metric/catalog.ts";
import { misfitOf } from "#lib/rule/fit.ts";
import type { Over } from "#lib/rule/kinds/kind.ts";
import { type Target, targetSchema } from "#lib/rule/model.ts";
import { AssetPicker } from "./AssetPicker.tsx";
import style from "./rules.module.css";
import { assetKindName, type Places, recordTypeName } from "./words.ts";

type Shape = "metric" | "moving" | "records" | "feed" | "everyFeed" | "everySeries" | "series";
/** One of each shape, to ask which a kind may be aimed at. */
const SAMPLES: { [shape in Shape]: Target } = {
  metric: { metric: "x" },
  moving: { moving: { kind: "x" } },
  records: { records: "x" },
  feed: { feed: "x" },
  everyFeed: { every: "feed" },
  everySeries: { every: "series" },
  series: { series: [1] },
};
const SHAPES = Object.keys(SAMPLES) as Shape[];

type Narrow = { kind?: string; feed?: string; basin?: string; unit?: string; assets?: string[] };
type Props = {
  over: Over;
  places: Places;
  target: Partial<Target>;
  problem?: string;
  disabled?: boolean;
  onChange(target: Partial<Target>): void;
};

/** What a rule is aimed at, by choosing; and how much that is just now. */
export function TargetPicker({ over, places, target, problem, disabled, onChange }: Props) {
  const t = useText();
  const language = useLanguage();
  const shape = shapeOf(target);
  // Single series come from code; a form neither makes such a target nor loses one.
  const shapes = SHAPES.filter((s) => !misfitOf(over, SAMPLES[s]) && (s !== "series" || shape === "series"));
  return (
    <div className={style.stack}>
      <div className={style.fields}>
        <Select
          label={t("rules.shape")}
          options={shapes.map((value) => ({ value, label: t(`rules.shape.${value}`) }))}
          value={shape}
          disabled={disabled}
          onChange={(next) => onChange(empty(next, places))}
        />
        <Narrowing shape={shape} places={places} target={target} disabled={disabled} onChange={onChange} />
      </div>
      {(shape === "metric" || shape === "moving") && (
        <Stations shape={shape} target={target} disabled={disabled} onChange={onChange} />
      )}
      <Count target={target} />
      {problem && (
        <p role="alert" className={style.error}>
          {findText(language, `refusal.${problem}`) ?? problem}
        </p>
      )}
    </div>
  );
}

type Part = Pick<Props, "target" | "disabled" | "onChange"> & { shape: Shape };

function Narrowing({ shape, places, target, disabled, onChange }: Part & { places: Places }) {
  const t = useText();
  const language = useLanguage();
  const name = useName();
  const inner = narrowOf(target);
  const set = (key: keyof Narrow | "metric" | "records", value: string) =>
    onChange(narrowed(target, { [key]: value === "" ? undefined : value }));
  const choice = (key: keyof Narrow, options: { value: string; label: string }[]) => (
    <Select
      key={key}
      label={t(`rules.by.${key as "feed"}`)}
      options={[{ value: "", label: t("rules.all") }, ...options]}
      value={String(inner[key] ?? "")}
      disabled={disabled}
      onChange={(value) => set(key, value)}
    />
  );
  const feeds = places.feeds.map((f) => ({ value: f.id, label: name(f) }));
  const kinds = places.kinds.map((value) => ({ value, label: assetKindName(value, language) }));
  const same = (values: string[]) => values.map((value) => ({ value, label: value }));
  if (shape === "metric") {
    const { metric } = target as { metric: string };
    const known = places.metrics.includes(metric) ? places.metrics : [metric, ...places.metrics];
    return (
      <>
        <Select
          label={t("rules.metric")}
          options={known.map((value) => ({ value, label: metricById(value)?.title[language] ?? value }))}
          value={metric}
          disabled={disabled}
          onChange={(value) => set("metric", value)}
        />
        {choice("kind", kinds)}
        {choice("feed", feeds)}
        {choice("basin", same(places.basins))}
        {choice(
          "unit",
          places.units.map((u) => ({ value: u.code, label: name(u) })),
        )}
      </>
    );
  }
  if (shape === "moving") return [choice("kind", kinds), choice("feed", feeds)];
  if (shape === "records") {
    const { records } = target as { records: string };
    const known = places.records.includes(records) ? places.records : [records, ...places.records];
    return (
      <>
        <Select
          label={t("rules.records")}
          options={known.map((value) => ({ value, label: recordTypeName(value, language) }))}
          value={records}
          disabled={disabled}
          onChange={(value) => set("records", value)}
        />
        {choice("feed", feeds)}
      </>
    );
  }
  if (shape !== "feed") return null;
  return (
    <Select
      label={t("rules.by.feed")}
      options={feeds}
      value={(target as { feed: string }).feed}
      disabled={disabled}
      onChange={(feed) => onChange({ feed })}
    />
  );
}

function Stations({ target, disabled, onChange }: Part) {
  const metric = "metric" in target ? target.metric : undefined;
  return (
    <AssetPicker
      metric={metric}
      chosen={narrowOf(target).assets ?? []}
      disabled={disabled}
      onChange={(keys) => onChange(narrowed(target, { assets: keys.length === 0 ? undefined : keys }))}
    />
  );
}

type Counted = {
  series: number;
  assets: number;
  feeds: number;
  records: number;
  named: { nameVi: string; nameEn: string }[];
};
const WAIT_MS = 250;

function Count({ target }: { target: Partial<Target> }) {
  const t = useText();
  const name = useName();
  const [counted, setCounted] = useState<Counted>();
  const key = JSON.stringify(target);

  useEffect(() => {
    const aimed = targetSchema.safeParse(JSON.parse(key));
    if (!aimed.success) return setCounted(undefined);
    let over = false;
    const timer = setTimeout(async () => {
      const answer = await call<Counted>("POST", "/api/rules/target", { target: aimed.data });
      if (!over) setCounted(answer.ok ? answer.value : undefined);
    }, WAIT_MS);
    return () => {
      over = true;
      clearTimeout(timer);
    };
  }, [key]);

  if (!counted) return <p className={style.hint}>{t("rules.counting")}</p>;
  const { assets, feeds, records, named } = counted;
  const count = assets || feeds || records;
  const words = assets ? t("rules.aimed.assets", { count }) : t("rules.aimed.feeds", { count });
  return (
    <p className={style.aimed} role="status">
      <strong>{count === 0 ? t("rules.aimed.none") : words}</strong>{" "}
      <span className={style.hint}>
        {named.slice(0, 6).map(name).join(", ")}
        {named.length > 6 && "…"}
      </span>
    </p>
  );
}

function shapeOf(target: Partial<Target>): Shape {
  if ("series" in target) return "series";
  if ("metric" in target) return "metric";
  if ("moving" in target) return "moving";
  if ("records" in target) return "records";
  if ("every" in target) return target.every === "feed" ? "everyFeed" : "everySeries";
  return "feed";
}

function empty(shape: Shape, places: Places): Partial<Target> {
  switch (shape) {
    case "metric":
      return { metric: places.metrics[0] ?? "water_level" };
    case "moving":
      return {
        moving: { kind: places.kinds.find((kind) => kind === "vessel") ?? places.kinds[0] ?? "vessel" },
      };
    case "records":
      return { records: places.records[0] ?? "" };
    case "feed":
      return { feed: places.feeds[0]?.id ?? "" };
    case "everyFeed":
      return { every: "feed" };
    case "everySeries":
      return { every: "series" };
    case "series":
      return { series: [] };
  }
}

function narrowOf(target: Partial<Target>): Narrow {
  return ("moving" in target ? target.moving : target) as Narrow;
}

/** With some fields set anew; one that is set to nothing is left out. */
function narrowed(target: Partial<Target>, fields: object): Partial<Target> {
  const merged = Object.entries({ ...narrowOf(target), ...fields }).filter(
    ([, value]) => value !== undefined,
  );
  const clean = Object.fromEntries(merged);
  return ("moving" in target ? { moving: clean } : clean) as Partial<Target>;
}

/** The kinds of rule start with a target that fits them. */
export function firstTarget(over: Over, places: Places): Partial<Target> {
  const shape = SHAPES.find((s) => !misfitOf(over, SAMPLES[s])) ?? "metric";
  return empty(shape, places);
}
