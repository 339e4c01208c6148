import { compileMapping } from "#lib/feed/compile.ts";
import type { Mapping } from "#lib/feed/mapping.ts";
import { matches } from "./filter.ts";
import { misshapen, parseJson, Unreadable } from "./json.ts";
import type { Reader } from "./topic.ts";

const MOST_TOPICS = 50_000;
const LONGEST_KEPT = 256;

/** Reads messages of any JSON shape by the feed's own mapping, from topics that one of its filters covers. */
export function mappedReader(mapping: Mapping, filters: readonly string[]): Reader {
  const read = compileMapping(mapping);
  const levelsOf = new Map<string, { levels: string[]; wanted: boolean }>();
  return (raw, out) => {
    const topic = levelsOf.get(raw.topic) ?? remember(raw.topic);
    if (!topic.wanted) {
      out.refuse("invalid_topic", `not covered by ${filters.join(", ")}`);
      return;
    }
    const body = parseJson(raw.payload, raw.size);
    if (body instanceof Unreadable) out.refuse(body.reason, body.detail);
    // A text too: some services send JSON that is wrapped in a JSON string.
    else if ((typeof body === "object" && body !== null) || typeof body === "string") read(body, topic, out);
    else {
      const fault = misshapen(raw.payload, "an object or a list");
      out.refuse(fault.reason, fault.detail);
    }
  };

  function remember(text: string) {
    const levels = text.split("/");
    const topic = { levels, wanted: filters.some((filter) => matches(filter, levels)) };
    if (text.length > LONGEST_KEPT) return topic;
    if (levelsOf.size >= MOST_TOPICS) levelsOf.clear();
    levelsOf.set(text, topic);
    return topic;
  }
}
