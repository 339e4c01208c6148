"use client";
import { Fragment, useMemo } from "react";
import {
  Area,
  CartesianGrid,
  ComposedChart,
  Line as Drawn,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from "recharts";
import { useFormat } from "#components/shell/language.tsx";
import { extent, type Line, toRows } from "./lines.ts";
import { circleTicks, hourTicks, niceTicks, tickDecimals, valueRange } from "./scale.ts";
import { Tip } from "./Tip.tsx";
import style from "./Trend.module.css";
import { useRem } from "./useRem.ts";

export type Limit = { value: number; label: string; colour: string };
export type Mark = { at: number; label: string };

type Props = {
  lines: readonly Line[];
  limits?: readonly Limit[];
  /** Moments to point at, such as when an alert was raised. */
  marks?: readonly Mark[];
  from: number;
  to: number;
  unit: string;
  decimals: number;
};

/** Told apart by dashes as well as by colour. */
export const DASHES = ["0", "6 3", "2 3", "9 3 2 3", "4 2 1 2 1 2", "1 4"];
const MOST_HOURS = 6;
const TICKS = 3;

/**
 * Series over hours, with the limits that matter near their extremes: each as its metric's aggregate says, broken where
 * nothing was measured. No animation: a wall redraws it for days.
 */
export function Trend({ lines, limits = [], marks = [], from, to, unit, decimals }: Props) {
  const format = useFormat();
  const rem = useRem();
  const rows = useMemo(() => toRows(lines), [lines]);
  const values = extent(lines);
  const wanted = valueRange(
    values,
    limits.map((limit) => limit.value),
  );
  const ticks = lines.every(({ aggregate }) => aggregate === "circular")
    ? circleTicks
    : niceTicks(wanted, TICKS);
  const low = ticks[0] ?? 0;
  const high = ticks.at(-1) ?? 1;
  const tickPlaces = tickDecimals(ticks);
  const shown = limits.filter((limit) => limit.value >= low && limit.value <= high);
  return (
    <div className={style.chart}>
      <ResponsiveContainer width="100%" height="100%">
        <ComposedChart data={rows} margin={{ top: 0.5 * rem, right: 0.75 * rem, bottom: 0, left: 0 }}>
          <CartesianGrid vertical={false} stroke="var(--grid)" />
          <XAxis
            dataKey="t"
            type="number"
            domain={[from, to]}
            ticks={hourTicks(from, to, MOST_HOURS)}
            tickFormatter={format.clock}
            tickLine={false}
            height={1.6 * rem}
            tickMargin={0.35 * rem}
            allowDataOverflow
          />
          <YAxis
            domain={[low, high]}
            ticks={[...ticks]}
            interval={0}
            tickFormatter={(value: number) => format.number(value, tickPlaces)}
            tickLine={false}
            axisLine={false}
            width={3.4 * rem}
            tickMargin={0.35 * rem}
          />
          <Tooltip
            isAnimationActive={false}
            cursor={{ className: style.cursor }}
            content={({ active, label }) =>
              active ? <Tip lines={lines} at={Number(label)} to={to} unit={unit} decimals={decimals} /> : null
            }
          />
          {shown.map((limit) => (
            <ReferenceLine
              key={limit.label}
              y={limit.value}
              stroke={`color-mix(in srgb, var(--text) var(--limit-ink), ${limit.colour})`}
              className={style.limit}
              label={{ value: limit.label, position: "insideBottomLeft", className: style.limitName }}
            />
          ))}
          {marks.map((mark) => (
            <ReferenceLine
              key={mark.label}
              x={mark.at}
              className={style.mark}
              label={{ value: mark.label, position: "insideTopLeft", className: style.limitName }}
            />
          ))}
          {lines.map((line, i) => (
            <Fragment key={line.id}>{shapes(line, i, { rem, alone: lines.length === 1 })}</Fragment>
          ))}
        </ComposedChart>
      </ResponsiveContainer>
    </div>
  );
}

const STILL = { isAnimationActive: false, activeDot: false, legendType: "none" } as const;

/** Band, mean, line and dots of one series, in the order in which they lie on each other. */
function shapes({ id, rhythm, aggregate }: Line, i: number, { rem, alone }: { rem: number; alone: boolean }) {
  const colour = `var(--trace-${(i % DASHES.length) + 1})`;
  const width = 0.13 * rem;
  const line = { stroke: colour, strokeDasharray: DASHES[i % DASHES.length], strokeWidth: width, ...STILL };
  const hasBand = rhythm.stepS > 0 && (aggregate === "mean" || aggregate === "max" || aggregate === "last");
  const type = aggregate === "last" ? "stepAfter" : "linear";
  return [
    hasBand && (
      <Area
        key="band"
        dataKey={`b${id}`}
        type={type}
        stroke="none"
        fill={colour}
        fillOpacity={alone ? 0.28 : 0.2}
        dot={false}
        {...STILL}
      />
    ),
    hasBand && alone && aggregate === "max" && (
      <Drawn
        key="mean"
        dataKey={`m${id}`}
        type="linear"
        dot={false}
        {...line}
        strokeWidth={width / 2}
        strokeDasharray="3 3"
      />
    ),
    aggregate === "sum" ? (
      <Area
        key="bars"
        dataKey={`l${id}`}
        type="linear"
        fill={colour}
        fillOpacity={0.5}
        dot={false}
        {...line}
      />
    ) : (
      aggregate !== "circular" && <Drawn key="line" dataKey={`l${id}`} type={type} dot={false} {...line} />
    ),
    <Drawn
      key="dots"
      dataKey={`d${id}`}
      stroke="none"
      dot={{ r: aggregate === "circular" ? width : 1.4 * width, fill: colour, stroke: "none" }}
      {...STILL}
    />,
  ];
}
