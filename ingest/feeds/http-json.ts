import { z } from "zod";
import { type Mapping, mappingSchema, numbersSchema, SENTINELS } from "#lib/feed/mapping.ts";
import type { Notation } from "#lib/feed/quantity.ts";
import type { Collector } from "../stages/collector.ts";
import { startForecasts } from "../transports/forecasts.ts";
import { startHttp } from "../transports/http.ts";
import { Several } from "../wire/json.ts";
import { bodyReader } from "../wire/mapped.ts";
import { readPush } from "../wire/push.ts";
import { feedKind, newAssetsSchema } from "./feed.ts";

const config = z.strictObject({
  /** Absent: the default format. */
  mapping: mappingSchema.optional(),
  /** How texts of the default format write numbers; a mapping says it itself. */
  numbers: numbersSchema,
  newAssets: newAssetsSchema,
  /** May also push forecasts, of any series: POST /api/feeds/<id>/forecasts. */
  forecasts: z.boolean().default(false),
});

export default feedKind({
  kind: "http",
  title: { vi: "Đẩy qua HTTP (JSON)", en: "HTTP push (JSON)" },
  about: {
    vi: "Bên gửi gọi POST /api/feeds/<id>/readings với mã truy cập của nguồn.",
    en: "The sender calls POST /api/feeds/<id>/readings with the feed's bearer token.",
  },
  config,
  example: {
    mapping: {
      asset: { path: "end_device_ids.device_id" },
      time: "received_at",
      readings: [{ metric: "water_level", value: "uplink_message.decoded_payload.level", unit: "cm" }],
    },
  },
  leased: false,
  start(config, run) {
    const read = config.mapping ? mapped(config.mapping) : byDefault(config.numbers);
    const sentinels = config.mapping ? [] : SENTINELS;
    const readings = startHttp({ read, sentinels, newAssets: config.newAssets }, run);
    if (!config.forecasts) return readings;
    const forecasts = startForecasts(run);
    return {
      async stop(forGood) {
        await Promise.all([readings.stop(forGood), forecasts.stop(forGood)]);
      },
    };
  },
});

function byDefault(numbers: Notation) {
  return (body: unknown, now: number, out: Collector): void => {
    const items = body instanceof Several ? body.items.flat() : Array.isArray(body) ? body : [body];
    readPush(items, { now, numbers }, out);
  };
}

function mapped(mapping: Mapping) {
  const read = bodyReader(mapping);
  const whole = { levels: [] };
  return (body: unknown, _now: number, out: Collector): void => read(body, whole, out);
}
