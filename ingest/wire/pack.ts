import { readSenml } from "#lib/feed/senml.ts";
import type { Collector } from "../stages/collector.ts";

const SEPARATOR = /[/:]/;

/**
 * A SenML pack. The last part of a record's name is the metric; the part before it the asset, unless the topic
 * names the asset. Parts end with `/` or `:`, so that `urn:dev:mac:0024beff:water_level` reads as expected.
 */
export function readPack(
  pack: readonly unknown[],
  found: { asset?: string; now: number },
  out: Collector,
): void {
  readSenml(pack, found.now, {
    record({ name, unit, value, time }, index) {
      out.item(index);
      const parts = name.split(SEPARATOR);
      const metricId = parts.at(-1) ?? "";
      const asset = found.asset ?? parts.at(-2) ?? "";
      if (!metricId || !asset) out.refuse("invalid_identifier", `name "${name.slice(0, 100)}"`);
      else
        out.reading({ asset, time, declared: false, flagged: false, levels: [] }, metricId, { value, unit });
    },
    refuse(reason, detail, index) {
      out.item(index);
      out.refuse(reason, detail);
    },
  });
}
