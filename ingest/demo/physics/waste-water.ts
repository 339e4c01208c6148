import { HOUR, hourBell, localHour, weekday } from "./calendar.ts";
import { wander } from "./noise.ts";

export type Outfall = { seed: number; flow: number };

/** pH, mg/L, m³/h, °C at the outlet of an industrial treatment plant; dirtier when the shifts run. */
export type Effluent = {
  ph: number;
  cod: number;
  tss: number;
  nh4: number;
  flow: number;
  temperature: number;
};

export function effluentAt(outfall: Outfall, time: number, airTemperature: number): Effluent {
  const hour = localHour(time);
  const shift = (weekday(time) === 0 ? 0.55 : 1) * (0.55 + 0.45 * hourBell(hour, 14, 5));
  const drift = (use: number, hours: number) => wander(outfall.seed + use, time / (hours * HOUR));
  return {
    ph: 7.2 + 0.45 * drift(0, 5),
    cod: Math.max(8, 44 * shift * (1 + 0.35 * drift(1, 7))),
    tss: Math.max(4, 26 * shift * (1 + 0.4 * drift(2, 4))),
    nh4: Math.max(0.2, 3.1 * shift * (1 + 0.4 * drift(3, 6))),
    flow: outfall.flow * shift * (1 + 0.1 * drift(4, 1)),
    temperature: 24 + 0.25 * airTemperature + 0.6 * drift(5, 8),
  };
}
