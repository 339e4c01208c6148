import { type AqiColumn, subIndex } from "./breakpoints.ts";
import { nowcast } from "./nowcast.ts";

export type Pollutant = "pm2_5" | "pm10" | "o3" | "no2" | "so2" | "co";

export type Aqi = {
  value: number;
  /** The pollutant that gives the value. */
  main: Pollutant;
  /** Rounded sub-index of every pollutant that had one. */
  parts: Partial<Record<Pollutant, number>>;
};

export type HourlyInput = {
  /** Last 12 hourly means, newest first, µg/m³; undefined where an hour is missing. */
  pm2_5?: readonly (number | undefined)[];
  pm10?: readonly (number | undefined)[];
  /** Mean of the current hour, µg/m³. */
  o3?: number;
  no2?: number;
  so2?: number;
  co?: number;
};

/** VN_AQI of one hour; undefined without PM2.5 and PM10 (at least one is required). */
export function hourlyAqi(input: HourlyInput): Aqi | undefined {
  return combine({
    pm2_5: index("pm2_5", input.pm2_5 && nowcast(input.pm2_5)),
    pm10: index("pm10", input.pm10 && nowcast(input.pm10)),
    o3: index("o3_1h", input.o3),
    no2: index("no2", input.no2),
    so2: index("so2", input.so2),
    co: index("co", input.co),
  });
}

/** Hourly means of one local day in order of time, µg/m³; undefined where an hour is missing. */
export type DailyInput = Partial<Record<Pollutant, readonly (number | undefined)[]>>;

/**
 * VN_AQI of one day: PM by the 24 h mean, SO2, NO2 and CO by the greatest hour,
 * O3 by the worse of greatest hour and greatest 8 h mean (the latter left out above 400 µg/m³).
 */
export function dailyAqi(input: DailyInput): Aqi | undefined {
  const ozoneHour = index("o3_1h", greatest(input.o3));
  const ozoneEight = index("o3_8h", greatest(eightHourMeans(input.o3 ?? [])));
  return combine({
    pm2_5: index("pm2_5", mean(input.pm2_5 ?? [])),
    pm10: index("pm10", mean(input.pm10 ?? [])),
    o3: greatest([ozoneHour, ozoneEight]),
    no2: index("no2", greatest(input.no2)),
    so2: index("so2", greatest(input.so2)),
    co: index("co", greatest(input.co)),
  });
}

function index(column: AqiColumn, concentration: number | undefined): number | undefined {
  if (concentration === undefined) return undefined;
  const raw = subIndex(column, concentration);
  // Math.round sends .5 up, as the decision asks.
  return raw === undefined ? undefined : Math.round(raw);
}

function combine(parts: Record<Pollutant, number | undefined>): Aqi | undefined {
  if (parts.pm2_5 === undefined && parts.pm10 === undefined) return undefined;
  const known = (Object.entries(parts) as [Pollutant, number | undefined][]).filter(
    (part): part is [Pollutant, number] => part[1] !== undefined,
  );
  const [main, value] = known.reduce((worst, part) => (part[1] > worst[1] ? part : worst));
  return { value, main, parts: Object.fromEntries(known) };
}

function mean(values: readonly (number | undefined)[]): number | undefined {
  const known = values.filter((value) => value !== undefined);
  if (known.length === 0) return undefined;
  return known.reduce((sum, value) => sum + value, 0) / known.length;
}

function greatest(values: readonly (number | undefined)[] = []): number | undefined {
  const known = values.filter((value) => value !== undefined);
  return known.length === 0 ? undefined : Math.max(...known);
}

/** A mean of eight hours counts when six of them are there. */
function eightHourMeans(hours: readonly (number | undefined)[]): (number | undefined)[] {
  return hours.slice(7).map((_, start) => {
    const window = hours.slice(start, start + 8);
    return window.filter((value) => value !== undefined).length < 6 ? undefined : mean(window);
  });
}
