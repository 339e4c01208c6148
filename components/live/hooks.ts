"use client";
import { useCallback, useContext, useMemo, useSyncExternalStore } from "react";
import { EMPTY_VIEW, type LayerView, NO_TRACKS, type TrackColumns } from "#components/map/view.ts";
import type { AlertsPayload, Payloads } from "#lib/protocol.ts";
import { CONNECTING, type Connection } from "./connection.ts";
import { type Live, LiveContext, pageLive } from "./page.ts";
import {
  type Needs,
  needsText,
  type Picture,
  payloadPicture,
  rowsPicture,
  tracksPicture,
  viewPicture,
} from "./pictures.ts";
import type { Register } from "./register.ts";
import { type MetricRow, type Reading, readingReader } from "./rows.ts";

/** The page's live data; opens its socket at first use. */
export function useLive(): Live {
  return useContext(LiveContext) ?? pageLive();
}

/** Connected or not, and whether the picture is the database's. */
export function useConnection(): Connection {
  const { store } = useLive();
  const subscribe = useCallback((wake: () => void) => store.listen(["connection"], wake), [store]);
  const read = useCallback(() => store.watch.connection, [store]);
  return useSyncExternalStore(subscribe, read, () => CONNECTING);
}

/** The server's time in ms, in steps; 0 while unknown: as the page is made on the server, and before the first word. */
export function useNow(stepMs = 1_000): number {
  const { store } = useLive();
  const subscribe = useCallback((wake: () => void) => store.listen(["clock"], wake), [store]);
  const read = useCallback(() => Math.floor(store.now() / stepMs) * stepMs, [store, stepMs]);
  return useSyncExternalStore(subscribe, read, () => 0);
}

/** Names of everything; undefined until it has come. */
export function useRegister(): Register | undefined {
  const { store } = useLive();
  const subscribe = useCallback(
    (wake: () => void) => store.follow(["register"], ["register"], wake),
    [store],
  );
  const read = useCallback(() => store.register, [store]);
  return useSyncExternalStore(subscribe, read, () => undefined);
}

/** Newest value of one series; undefined while there is none. Wakes only when this one changes or grows stale. */
export function useReading(seriesId: number | undefined): Reading | undefined {
  const { store } = useLive();
  const metric = useRegister()?.series(seriesId ?? -1)?.metricId;
  const read = useMemo(() => readingReader(store, seriesId), [store, seriesId]);
  const subscribe = useCallback(
    (wake: () => void) =>
      store.follow(metric === undefined ? [] : [`readings:${metric}`], [`series:${seriesId}`, "clock"], wake),
    [store, seriesId, metric],
  );
  return useSyncExternalStore(subscribe, read, () => undefined);
}

const NO_ROWS: readonly MetricRow[] = [];

/** Every series of a metric that has a value, named and judged, by asset key. */
export function useMetricRows(metric: string): readonly MetricRow[] {
  return usePicture(rowsPicture, metric, NO_ROWS);
}

/** Moving objects of a kind with the paths behind them. */
export function useTracks(kind: string): TrackColumns {
  return usePicture(tracksPicture, kind, NO_TRACKS);
}

/** What map layers ask for, all of them together. The same reference means that nothing changed. */
export function useLayerView(needs: Needs): LayerView {
  return usePicture(viewPicture, needsText(needs), EMPTY_VIEW);
}

const alerts: Picture<AlertsPayload | undefined> = {
  topics: () => ["alerts"],
  read: (store) => () => store.alerts,
};
const feeds = payloadPicture("feeds");
const records = payloadPicture("records");
const scenario = payloadPicture("scenario");
const incidents = payloadPicture("incidents");
const shift = payloadPicture("shift");

/** Each is undefined until it has come. */
export function useAlerts(): AlertsPayload | undefined {
  return usePicture(alerts, "", undefined);
}
export function useFeeds(): Payloads["feeds"] | undefined {
  return usePicture(feeds, "", undefined);
}
export function useRecords(): Payloads["records"] | undefined {
  return usePicture(records, "", undefined);
}
export function useScenario(): Payloads["scenario"] | undefined {
  return usePicture(scenario, "", undefined);
}
/** Open incidents, floods, maintenance windows, and how much is hidden. */
const looks = payloadPicture("presence");
/** Who looks at which alert; people ask it by `usePresence` of presence.ts. */
export function useLooks(): Payloads["presence"] | undefined {
  return usePicture(looks, "", undefined);
}
export function useIncidents(): Payloads["incidents"] | undefined {
  return usePicture(incidents, "", undefined);
}

/** Changes whenever the roster, a hand-over or an order does. */
export function useShiftNews(): Payloads["shift"] | undefined {
  return usePicture(shift, "", undefined);
}

function usePicture<T>(picture: Picture<T>, of: string, empty: T): T {
  const { store } = useLive();
  const read = useMemo(() => picture.read(store, of), [store, picture, of]);
  const subscribe = useCallback(
    (wake: () => void) => {
      const topics = picture.topics(of);
      return store.follow(topics, ["register", "clock", ...topics], wake);
    },
    [store, picture, of],
  );
  return useSyncExternalStore(subscribe, read, () => empty);
}
