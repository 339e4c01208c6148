"use client";
import { useId } from "react";
import { useHeard } from "#components/live/useHeard.ts";
import { useText, useWords } from "#components/shell/language.tsx";
import { KnownMark } from "#components/ui/KnownMark.tsx";
import { markPath } from "./icons.ts";
import { basisOfLayer } from "./known.ts";
import style from "./Legend.module.css";
import type { LegendItem, MapLayer, Paint } from "./layers/layer.ts";
import { PALETTES } from "./palette.ts";
import type { LayerView } from "./view.ts";

type Props = { layers: readonly MapLayer[]; view: LayerView; paint: Paint };

/** What the shapes and colours on the map mean, read from the layers that are on it, and of how many it is known. */
export function Legend({ layers, view, paint }: Props) {
  const t = useText();
  const words = useWords();
  const palette = PALETTES[paint.theme];
  // What alarms people is drawn on top and explained first.
  const groups = layers
    .toSorted((a, b) => b.order - a.order)
    .map((layer) => ({ layer, items: layer.legend(paint) }));
  const stale: LegendItem = {
    mark: "circle",
    colors: [palette.stale],
    label: { vi: t("map.staleMark"), en: t("map.staleMark") },
  };
  return (
    <details className={style.legend} open>
      <summary className={style.title}>{t("map.legend")}</summary>
      <div className={style.groups}>
        {groups.map(({ layer, items }) => (
          <section key={layer.id} className={style.group} aria-label={words(layer.title)}>
            {isTitled(items) && (
              <h3>
                {words(layer.title)} <Known layer={layer} view={view} />
              </h3>
            )}
            <ul>
              {items.map((item) => (
                <li key={item.label.vi} className={item.mark === "ramp" ? style.wide : undefined}>
                  <Swatch item={item} rim={palette.rim} />
                  {item.mark !== "ramp" && words(item.label)}
                  {!isTitled(items) && <Known layer={layer} view={view} />}
                </li>
              ))}
            </ul>
          </section>
        ))}
        <ul className={style.group}>
          <li>
            <Swatch item={stale} rim={palette.rim} hollow />
            {t("map.staleMark")}
          </li>
        </ul>
      </div>
    </details>
  );
}

function isTitled(items: readonly LegendItem[]): boolean {
  return items.length > 1 || items[0]?.mark === "ramp";
}

function Known({ layer, view }: { layer: MapLayer; view: LayerView }) {
  const basis = useHeard(basisOfLayer(layer, view));
  return basis && <KnownMark basis={basis} />;
}

function Swatch({ item, rim, hollow }: { item: LegendItem; rim: string; hollow?: boolean }) {
  const gradient = useId();
  if (item.mark === "ramp") {
    return (
      <span className={style.ramp}>
        <svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
          <linearGradient id={gradient}>
            {item.colors.map((color, i) => (
              <stop key={color} offset={i / (item.colors.length - 1)} stopColor={color} />
            ))}
          </linearGradient>
          <rect width="100" height="8" rx="2" fill={`url(#${gradient})`} />
        </svg>
        <span>{item.range?.[0]}</span>
        <span>{item.range?.[1]}</span>
      </span>
    );
  }
  const path = markPath(item.mark) ?? "M36 96V12H64V96z";
  const [color] = item.colors;
  const drawn = hollow
    ? { fill: "none", stroke: color, strokeWidth: 18 }
    : { fill: color, stroke: rim, strokeWidth: 8 };
  return (
    <svg className={style.mark} viewBox="-8 -8 116 116" aria-hidden="true">
      <path d={path} {...drawn} paintOrder="stroke" strokeLinejoin="round" />
    </svg>
  );
}
