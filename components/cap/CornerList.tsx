"use client";
import { Plus, Trash2 } from "lucide-react";
import { useText } from "#components/shell/language.tsx";
import { Button } from "#components/ui/Button.tsx";
import type { Corner } from "#lib/cap/model.ts";
import { readDegrees } from "#lib/feed/degrees.ts";
import style from "./sheet.module.css";

type Props = { polygon: readonly Corner[]; onChange(next: Corner[]): void };

/** The corners as numbers: what the map shows, for the keyboard and for coordinates from a decision. */
export function CornerList({ polygon, onChange }: Props) {
  const t = useText();
  const set = (i: number, place: 0 | 1, text: string) => {
    const value = readDegrees(text, place === 0 ? "lat" : "lon");
    if (typeof value !== "number") return;
    onChange(
      polygon.map(([lat, lon], j) => (i !== j ? [lat, lon] : place === 0 ? [value, lon] : [lat, value])),
    );
  };
  return (
    <div className={style.corners}>
      <ol>
        {polygon.map(([lat, lon], i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a corner is known by its place in the ring
          <li key={`${i} ${lat} ${lon}`}>
            <input
              aria-label={t("cap.lat", { n: i + 1 })}
              inputMode="decimal"
              defaultValue={lat}
              onBlur={(event) => set(i, 0, event.target.value)}
            />
            <input
              aria-label={t("cap.lon", { n: i + 1 })}
              inputMode="decimal"
              defaultValue={lon}
              onBlur={(event) => set(i, 1, event.target.value)}
            />
            <Button
              look="quiet"
              icon
              aria-label={t("cap.dropCorner", { n: i + 1 })}
              onClick={() => onChange(polygon.filter((_, j) => j !== i))}
            >
              <Trash2 aria-hidden />
            </Button>
          </li>
        ))}
      </ol>
      <div className={style.row}>
        <Button look="quiet" onClick={() => onChange([...polygon, polygon.at(-1) ?? [14, 109]])}>
          <Plus aria-hidden />
          {t("cap.addCorner")}
        </Button>
        {polygon.length > 0 && (
          <Button look="quiet" onClick={() => onChange([])}>
            {t("cap.noPolygon")}
          </Button>
        )}
      </div>
    </div>
  );
}
