"use client";
import { useFormat, useText } from "#components/shell/language.tsx";
import { type Line, pointAt } from "./lines.ts";
import style from "./Trend.module.css";

type Props = { lines: readonly Line[]; at: number; to: number; unit: string; decimals: number };

/** What was measured at a moment or last before it, never what only the drawing has between two readings. */
export function Tip({ lines, at, to, unit, decimals }: Props) {
  const t = useText();
  const format = useFormat();
  const found = lines.flatMap((line) => {
    const point = pointAt(line, at);
    return point ? [{ line, point }] : [];
  });
  if (found.length === 0) return null;
  const say = (value: number) => format.quantity(value, unit, decimals);
  return (
    <div className={style.tip}>
      <p>{format.moment(at, to)}</p>
      <ul>
        {found.map(({ line: { id, name, aggregate, rhythm }, point }) => (
          <li key={id}>
            {name}: <b>{say(point.v)}</b>
            {point.t !== at && ` (${format.seconds(point.t)})`}
            {rhythm.stepS > 0 &&
              ` · ${t(`trend.of.${aggregate}`, { span: format.span(rhythm.stepS * 1_000) })}`}
            {point.low !== undefined && point.high !== undefined && (
              <span className={style.range}>
                {t("trend.range", {
                  low: say(point.low),
                  mean: say(point.mean ?? point.v),
                  high: say(point.high),
                })}
              </span>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
