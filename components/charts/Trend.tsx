"use client";
import { useMemo } from "react";
import {
  CartesianGrid,
  Line as Drawn,
  LineChart,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from "recharts";
import { useFormat } from "#components/shell/language.tsx";
import { type Line, toRows } from "./lines.ts";
import { hourTicks, niceTicks, tickDecimals, valueRange } from "./scale.ts";
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

/** Lines over hours, with the limits that matter near them. No animation: a wall redraws it for days. */
export function Trend({ lines, limits = [], marks = [], from, to, unit, decimals }: Props) {
  const format = useFormat();
  const rem = useRem();
  const rows = useMemo(() => toRows(lines), [lines]);
  const values = lines.flatMap((line) => line.points.map((p) => p.v));
  const wanted = valueRange(
    values,
    limits.map((limit) => limit.value),
  );
  const ticks = niceTicks(wanted, TICKS);
  const low = ticks[0] ?? 0;
  const high = ticks.at(-1) ?? 1;
  const tickPlaces = tickDecimals(ticks);
  const shown = limits.filter((limit) => limit.value >= low && limit.value <= high);
  return (
    <div className={style.chart}>
      <ResponsiveContainer width="100%" height="100%">
        <LineChart data={rows} margin={{ top: 0.5 * rem, right: 0.75 * rem, bottom: 0, left: 0 }}>
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
            ticks={ticks}
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
            wrapperClassName={style.tip}
            labelFormatter={(at) => format.moment(Number(at), to)}
            formatter={(value, name) => [format.quantity(Number(value), unit, decimals), name]}
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
            <Drawn
              key={line.id}
              dataKey={`l${line.id}`}
              name={line.name}
              stroke={`var(--trace-${(i % DASHES.length) + 1})`}
              strokeDasharray={DASHES[i % DASHES.length]}
              strokeWidth={0.13 * rem}
              type="linear"
              dot={false}
              activeDot={false}
              isAnimationActive={false}
            />
          ))}
        </LineChart>
      </ResponsiveContainer>
    </div>
  );
}
