"use client";
import { useText } from "#components/shell/language.tsx";
import style from "./Locator.module.css";
import locator from "./locator.json" with { type: "json" };
import { sovereignFeatures } from "./sovereignty.ts";

type Bounds = readonly [west: number, south: number, east: number, north: number];

/** Degrees shown: the mainland and both archipelagos. */
const WEST = 101.6;
const EAST = 118.6;
const NORTH = 23.8;
const SOUTH = 6.6;
/** A degree of latitude is longer than one of longitude here. */
const TALL = 1.035;

const outline = locator.rings
  .map((ring) => `M${ring.map(([x = 0, y = 0]) => at(x, y).join(" ")).join("L")}Z`)
  .join("");
const islets = sovereignFeatures.filter(({ properties }) => properties.k === "islet");

/** The whole country with Hoàng Sa and Trường Sa, and where on it the big map looks. */
export function Locator({ bounds }: { bounds: Bounds | undefined }) {
  const t = useText();
  return (
    <svg
      className={style.locator}
      viewBox={`0 0 ${EAST - WEST} ${(NORTH - SOUTH) * TALL}`}
      role="img"
      aria-label={t("map.locator")}
    >
      <path className={style.land} d={outline} />
      {islets.map(({ properties, geometry: { coordinates } }) => {
        const [cx, cy] = at(coordinates[0], coordinates[1]);
        return <circle key={properties.vi} className={style.islet} cx={cx} cy={cy} r={0.09} />;
      })}
      <Name text={t("map.hoangSa")} lon={113.6} lat={17.7} />
      <Name text={t("map.truongSa")} lon={114} lat={6.9} />
      <Name text={t("map.eastSea")} lon={113.9} lat={13.6} sea />
      {bounds && <Seen bounds={bounds} />}
    </svg>
  );
}

function Name({ text, lon, lat, sea }: { text: string; lon: number; lat: number; sea?: boolean }) {
  const [x, y] = at(lon, lat);
  return (
    <text className={sea ? style.sea : style.name} x={x} y={y}>
      {text}
    </text>
  );
}

function Seen({ bounds: [west, south, east, north] }: { bounds: Bounds }) {
  const [x, y] = at(Math.max(WEST, west), Math.min(NORTH, north));
  const [right, bottom] = at(Math.min(EAST, east), Math.max(SOUTH, south));
  if (right <= x || bottom <= y) return null;
  return <rect className={style.seen} x={x} y={y} width={right - x} height={bottom - y} />;
}

function at(lon: number, lat: number): [number, number] {
  return [round(lon - WEST), round((NORTH - lat) * TALL)];
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
