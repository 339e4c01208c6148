import { z } from "zod";
import { compileMapping } from "#lib/feed/compile.ts";
import { type Mapping, mappingSchema, SENTINELS } from "#lib/feed/mapping.ts";
import type { Collector } from "../stages/collector.ts";
import { startForecasts } from "../transports/forecasts.ts";
import { startHttp } from "../transports/http.ts";
import { readPush } from "../wire/push.ts";
import { feedKind, newAssetsSchema } from "./feed.ts";

const config = z.strictObject({
  /** Absent: the default format. */
  mapping: mappingSchema.optional(),
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
    const read = config.mapping ? mapped(config.mapping) : byDefault;
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

function byDefault(body: unknown, now: number, out: Collector): void {
  readPush(Array.isArray(body) ? body : [body], now, out);
}

function mapped(mapping: Mapping) {
  const read = compileMapping(mapping);
  const whole = { levels: [] };
  return (body: unknown, _now: number, out: Collector): void => {
    if (mapping.each !== undefined || !Array.isArray(body)) {
      read(body, whole, out);
      return;
    }
    for (let i = 0; i < body.length; i++) {
      out.item(i);
      read(body[i], whole, out);
    }
  };
}
