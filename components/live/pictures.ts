import type { PointColumns, TrackColumns } from "#components/map/view.ts";
import { type LayerView, NO_POINTS, NO_TRACKS } from "#components/map/view.ts";
import type { Payloads, Topic } from "#lib/protocol.ts";
import { cached, type Made } from "./cached.ts";
import { metricPoints, trialColumns } from "./points.ts";
import { type MetricRow, metricRows } from "./rows.ts";
import type { LiveStore } from "./store.ts";
import { trackColumns } from "./tracks.ts";

/** Something made of live topics. `read` gives a function that answers with the same reference while nothing changed. */
export type Picture<T> = {
  topics(of: string): readonly Topic[];
  read(store: LiveStore, of: string): () => T;
};

export const rowsPicture: Picture<readonly MetricRow[]> = {
  topics: (metric) => [`readings:${metric}`],
  read: (store, metric) =>
    shared(store, `rows ${metric}`, [`readings:${metric}`, "register"], (now) =>
      metricRows(store, metric, now),
    ),
};

export const pointsPicture: Picture<PointColumns> = {
  topics: (metric) => [`readings:${metric}`],
  read: (store, metric) =>
    shared(store, `points ${metric}`, [`readings:${metric}`, "register"], (now) =>
      metricPoints(store, metric, now),
    ),
};

export const tracksPicture: Picture<TrackColumns> = {
  topics: (kind) => [`positions:${kind}`],
  read: (store, kind) =>
    shared(store, `tracks ${kind}`, [`positions:${kind}`, "register"], (now) =>
      trackColumns(store, kind, now),
    ),
};

export function payloadPicture<N extends keyof Payloads>(name: N): Picture<Payloads[N] | undefined> {
  return { topics: () => [name], read: (store) => () => store.payload(name) };
}

/** What map layers need, as one text so that it can be compared: metrics, then kinds of moving objects. */
export type Needs = { readonly metrics?: readonly string[]; readonly positions?: readonly string[] };
export function needsText({ metrics = [], positions = [] }: Needs): string {
  return `${[...new Set(metrics)].sort().join(",")};${[...new Set(positions)].sort().join(",")}`;
}
function needsOf(text: string): { metrics: string[]; positions: string[] } {
  const [metrics = "", positions = ""] = text.split(";");
  const list = (part: string) => part.split(",").filter((word) => word !== "");
  return { metrics: list(metrics), positions: list(positions) };
}

export const viewPicture: Picture<LayerView> = {
  topics: (text) => {
    const { metrics, positions } = needsOf(text);
    return [...metrics.map((m): Topic => `readings:${m}`), ...positions.map((k): Topic => `positions:${k}`)];
  },
  read: viewReader,
};

function viewReader(store: LiveStore, text: string): () => LayerView {
  const { metrics, positions } = needsOf(text);
  const onTrial = shared(store, "onTrial", ["register"], () => trialColumns(store));
  const points = new Map(metrics.map((m) => [m, pointsPicture.read(store, m)]));
  const tracks = new Map(positions.map((k) => [k, tracksPicture.read(store, k)]));
  let parts: unknown[] = [];
  let view: LayerView | undefined;
  return () => {
    const fresh = [onTrial(), ...[...points.values(), ...tracks.values()].map((read) => read())];
    if (view && fresh.every((part, i) => part === parts[i])) return view;
    parts = fresh;
    const pointsNow = new Map([...points].map(([m, read]) => [m, read()]));
    const tracksNow = new Map([...tracks].map(([k, read]) => [k, read()]));
    view = {
      now: store.now(),
      onTrial: onTrial(),
      points: (m) => pointsNow.get(m) ?? NO_POINTS,
      tracks: (k) => tracksNow.get(k) ?? NO_TRACKS,
    };
    return view;
  };
}

const made = new WeakMap<LiveStore, Map<string, () => unknown>>();

/** Made once for all components that ask for the same. */
function shared<T>(
  store: LiveStore,
  name: string,
  topics: readonly Topic[],
  make: (now: number) => Made<T>,
): () => T {
  const known = made.get(store) ?? new Map<string, () => unknown>();
  made.set(store, known);
  const read = (known.get(name) as (() => T) | undefined) ?? cached(store, topics, make);
  known.set(name, read);
  return read;
}
