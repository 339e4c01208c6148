import { compileMapping } from "#lib/feed/compile.ts";
import type { Mapping } from "#lib/feed/mapping.ts";
import type { Envelope } from "#lib/feed/source.ts";
import type { Collector } from "../stages/collector.ts";
import { matches } from "./filter.ts";
import { parseJson, Several, Unreadable } from "./json.ts";
import type { Reader } from "./topic.ts";

const MOST_TOPICS = 50_000;
const LONGEST_KEPT = 256;

/** Reads messages of any JSON shape by the feed's own mapping, from topics that one of its filters covers. */
export function mappedReader(mapping: Mapping, filters: readonly string[]): Reader {
  const read = bodyReader(mapping);
  const levelsOf = new Map<string, Envelope & { wanted: boolean }>();
  return (raw, out) => {
    const topic = levelsOf.get(raw.topic) ?? remember(raw.topic);
    if (topic.wanted) read(parseJson(raw.payload, raw.size), topic, out);
    else out.refuse("invalid_topic", `not covered by ${filters.join(", ")}`);
  };

  function remember(text: string) {
    const levels = text.split("/");
    const wanted = filters.some((filter) => matches(filter, levels));
    const topic = { levels, wanted, topic: mapping.sharedTopics ? undefined : text };
    if (text.length > LONGEST_KEPT) return topic;
    if (levelsOf.size >= MOST_TOPICS) levelsOf.clear();
    levelsOf.set(text, topic);
    return topic;
  }
}

/** Reads what {@link parseJson} gave; a list is one message, or, where the mapping says no `each`, one an element. */
export function bodyReader(mapping: Mapping): Read {
  const read = compileMapping(mapping);
  const whole = mapping.each !== undefined;
  return readBody;

  function readBody(body: unknown, envelope: Envelope, out: Collector): void {
    if (body instanceof Several) readEach(body.items, { envelope, out, one: readMessage });
    else readMessage(body, envelope, out);
  }

  function readMessage(body: unknown, envelope: Envelope, out: Collector): void {
    if (!Array.isArray(body) || whole) readItem(body, envelope, out);
    else if (body.length === 0) out.refuse("missing_value", "an empty list");
    else readEach(body, { envelope, out, one: readItem });
  }

  function readItem(body: unknown, envelope: Envelope, out: Collector): void {
    if (body instanceof Unreadable) out.refuse(body.reason, body.detail);
    else if (body === null) out.refuse("missing_value", "nothing but null");
    else read(body, envelope, out);
  }
}

type Read = (body: unknown, envelope: Envelope, out: Collector) => void;

function readEach(
  items: readonly unknown[],
  { envelope, out, one }: { envelope: Envelope; out: Collector; one: Read },
): void {
  for (let i = 0; i < items.length; i++) {
    out.item(i);
    one(items[i], envelope, out);
  }
}
