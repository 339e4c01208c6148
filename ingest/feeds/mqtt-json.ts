import { z } from "zod";
import { mappingSchema, numbersSchema, SENTINELS } from "#lib/feed/mapping.ts";
import { startAtEntrance } from "../entrance/feed.ts";
import { startMqtt } from "../transports/mqtt.ts";
import { isFilter } from "../wire/filter.ts";
import { mappedReader } from "../wire/mapped.ts";
import { topicReader } from "../wire/topic.ts";
import { feedKind, newAssetsSchema, secretNameSchema } from "./feed.ts";

const config = z
  .strictObject({
    /** Another broker than the centre's own. */
    broker: z.strictObject({ secret: secretNameSchema }).optional(),
    protocol: z.literal([4, 5]).default(5),
    /** Absent: ioc/<feed>/# in the default format. */
    topics: z
      .array(z.string().refine(isFilter, { message: "not an MQTT topic filter" }))
      .max(100)
      .optional(),
    mapping: mappingSchema.optional(),
    /** How texts of the default format write numbers; a mapping says it itself. */
    numbers: numbersSchema,
    newAssets: newAssetsSchema,
  })
  .refine((c) => (c.mapping === undefined) === (c.topics === undefined), {
    message: "topics and mapping belong together: the default format has its own topics",
  });

export default feedKind({
  kind: "mqtt",
  title: { vi: "MQTT (JSON)", en: "MQTT (JSON)" },
  about: {
    vi: "Thiết bị gửi bản tin qua MQTT 3.1.1 hoặc 5, theo định dạng mặc định hoặc theo ánh xạ.",
    en: "Devices publish over MQTT 3.1.1 or 5, in the default format or by a mapping.",
  },
  config,
  example: {
    topics: ["zigbee2mqtt/+"],
    mapping: {
      asset: { topicLevel: 1 },
      readings: [{ metric: "temperature", value: "temperature" }],
    },
  },
  leased: true,
  own: (config) => config.broker === undefined,
  topics: (config, feedId) => (config.broker ? undefined : filtersOf(config, feedId)),
  start(config, run) {
    const filters = filtersOf(config, run.feed.id);
    const source = {
      filters,
      read: config.mapping ? mappedReader(config.mapping, filters) : topicReader(run.feed.id, config.numbers),
      // A mapping has compared its own sentinels before its arithmetic.
      sentinels: config.mapping ? [] : SENTINELS,
      newAssets: config.newAssets,
    };
    const { entrance, mqttUrl, secret } = run.world;
    if (entrance && !config.broker) return startAtEntrance(source, run, entrance);
    const url = config.broker ? secret(config.broker.secret) : mqttUrl;
    if (!url) throw new Error(`no address of a broker: ${config.broker?.secret ?? "MQTT_URL"} is not set`);
    return startMqtt({ url, version: config.protocol, ...source }, run);
  },
});

function filtersOf({ topics }: { topics?: string[] }, feedId: string): readonly string[] {
  return topics ?? [`ioc/${feedId}/#`];
}
