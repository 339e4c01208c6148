import { distanceKm, type Place } from "#ingest/demo/physics/geo.ts";
import { seedOf, wander } from "#ingest/demo/physics/noise.ts";
import type { Pin, Story } from "./scenario.ts";

const BEGINS = Date.parse("2025-11-17T07:00:00+07:00");

function hour(local: string): number {
  return (Date.parse(`${local}:00+07:00`) - BEGINS) / 3_600_000;
}

function pin(local: string, node: string, quantity: Pin["quantity"], value: number, source: string): Pin {
  return { node, quantity, hour: hour(local), value, kind: "observed", source };
}

const bulletin = (number: number) => `pcttbinhdinh.gov.vn ${number}`;
const paper = (post: number) => `baogialai.com.vn post${post}`;
const forecast = (each: Pin): Pin => ({ ...each, kind: "forecast" });
const assumed = (each: Omit<Pin, "kind" | "source">): Pin => ({
  ...each,
  kind: "assumed",
  source: "giả định",
});

/** Published figures of 17–21 November 2025; Định Bình's release on the 21st was given as spill only. */
export const published: readonly Pin[] = [
  pin("2025-11-17T22:00", "ha-thanh-van-canh", "stage", 44.11, bulletin(13176)),
  forecast(pin("2025-11-18T01:00", "ha-thanh-van-canh", "stage", 45.0, bulletin(13176))),
  pin("2025-11-18T04:00", "kon-thanh-hoa", "stage", 6.87, bulletin(13180)),
  forecast(pin("2025-11-18T07:00", "kon-thanh-hoa", "stage", 7.5, bulletin(13180))),
  forecast(pin("2025-11-18T13:00", "kon-thanh-hoa", "stage", 7.2, bulletin(13180))),
  forecast(pin("2025-11-18T19:00", "kon-thanh-hoa", "stage", 6.8, bulletin(13180))),
  forecast(pin("2025-11-19T01:00", "kon-thanh-hoa", "stage", 6.5, bulletin(13180))),
  pin("2025-11-18T11:00", "ho-dinh-binh", "volume", 148.794, paper(572644)),
  pin("2025-11-18T11:00", "ho-dinh-binh", "inflow", 1902, paper(572644)),
  pin("2025-11-18T11:00", "ho-dinh-binh", "outflow", 706, paper(572644)),
  pin("2025-11-18T11:00", "ho-dong-mit", "volume", 55.531, paper(572644)),
  pin("2025-11-18T11:00", "ho-dong-mit", "inflow", 289.103, paper(572644)),
  pin("2025-11-21T07:00", "ho-dinh-binh", "volume", 214, paper(572974)),
  pin("2025-11-21T07:00", "ho-dinh-binh", "inflow", 382, paper(572974)),
  pin(
    "2025-11-21T07:00",
    "ho-dinh-binh",
    "outflow",
    184,
    `${paper(572974)}: xả tràn 152 + phát điện 32 (giả định)`,
  ),
  pin("2025-11-21T07:00", "kon-binh-nghi", "stage", 14.77, paper(572974)),
  pin("2025-11-21T07:00", "an-lao-an-hoa", "stage", 21.61, paper(572974)),
  pin("2025-11-21T07:00", "ho-dong-mit", "volume", 73.2, paper(572974)),
];

/** Keeps the reservoirs' balance between the two days that were published. */
const shape: readonly Pin[] = [
  assumed({ node: "ho-dinh-binh", quantity: "volume", hour: 36, value: 174 }),
  assumed({ node: "ho-dinh-binh", quantity: "volume", hour: 48, value: 192 }),
  assumed({ node: "ho-dinh-binh", quantity: "volume", hour: 72, value: 204 }),
  assumed({ node: "ho-dinh-binh", quantity: "inflow", hour: 10, value: 420 }),
  assumed({ node: "ho-dinh-binh", quantity: "inflow", hour: 20, value: 1350 }),
  assumed({ node: "ho-dinh-binh", quantity: "inflow", hour: 31, value: 2050 }),
  assumed({ node: "ho-dinh-binh", quantity: "inflow", hour: 40, value: 1250 }),
  assumed({ node: "ho-dinh-binh", quantity: "inflow", hour: 54, value: 720 }),
  assumed({ node: "ho-dinh-binh", quantity: "inflow", hour: 72, value: 480 }),
  assumed({ node: "ho-dong-mit", quantity: "inflow", hour: 16, value: 250 }),
  assumed({ node: "ho-dong-mit", quantity: "inflow", hour: 44, value: 200 }),
  assumed({ node: "ho-dong-mit", quantity: "inflow", hour: 96, value: 75 }),
];

type Burst = { hour: number; width: number; peak: number };
type Centre = Place & { bursts: readonly Burst[] };

/** Bursts of rain, mm/h, so sized that the simulated rivers come near the published stages by themselves. */
const centres: readonly Centre[] = [
  {
    lat: 13.6,
    lon: 108.97,
    bursts: [
      { hour: 9, width: 3, peak: 13 },
      { hour: 15, width: 2.2, peak: 25 },
      { hour: 25, width: 4, peak: 5 },
    ],
  },
  {
    lat: 14.2,
    lon: 108.75,
    bursts: [
      { hour: 10, width: 4, peak: 7 },
      { hour: 20, width: 5, peak: 12 },
      { hour: 30, width: 5, peak: 8 },
      { hour: 84, width: 6, peak: 3 },
    ],
  },
  {
    lat: 13.9,
    lon: 108.95,
    bursts: [
      { hour: 8, width: 3, peak: 5 },
      { hour: 16, width: 4, peak: 9 },
      { hour: 28, width: 5, peak: 4 },
      { hour: 88, width: 5, peak: 3 },
    ],
  },
  {
    lat: 14.65,
    lon: 108.87,
    bursts: [
      { hour: 12, width: 5, peak: 7 },
      { hour: 27, width: 5, peak: 8 },
      { hour: 90, width: 5, peak: 7 },
    ],
  },
  {
    lat: 15.05,
    lon: 108.65,
    bursts: [
      { hour: 22, width: 6, peak: 6 },
      { hour: 40, width: 8, peak: 7 },
    ],
  },
];

const REACH_KM = 28;
const TEXTURE_SEED = seedOf("lu-11-2025");

function rain(place: Place, at: number): number {
  let sum = 0;
  let weights = 1e-6;
  for (const centre of centres) {
    const away = distanceKm(place, centre) / REACH_KM;
    const weight = Math.exp(-away * away);
    if (weight < 1e-4) continue;
    weights += weight;
    for (const burst of centre.bursts) {
      const off = (at - burst.hour) / burst.width;
      sum += weight * burst.peak * Math.exp(-off * off);
    }
  }
  // Rain bands pass every hour or so: 60 % to 140 % of the smooth course.
  const texture = 1 + 0.4 * wander(TEXTURE_SEED, at * 1.3 + place.lon * 40 + place.lat * 25);
  const fade = weights > 0.05 ? 1 : weights / 0.05;
  return (sum / weights) * texture * fade;
}

export default { id: "lu-11-2025", rain, pins: [...published, ...shape] } satisfies Story as Story;
