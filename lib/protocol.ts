import { z } from "zod";
import type { FeedStatus } from "./feed/model.ts";
import type { RecordCount } from "./record/model.ts";

/**
 * Every event on the socket. Server → client telemetry is binary (lib/reading/frame.ts); the rest is JSON.
 * A client watches topics; each topic answers with a full frame first, then merged deltas. A frame carries the
 * topic's version: a client drops what is not newer than what it has and asks for the topic again on a gap.
 */
export const TOPIC = /^(readings|positions):[A-Za-z0-9_-]{1,64}$|^(alerts|feeds|records|scenario|register)$/;
export const topicSchema = z.string().regex(TOPIC);
export type Topic = z.infer<typeof topicSchema>;

/** Client → server. */
export const watchSchema = z.object({ topics: z.array(topicSchema).max(64) });
export type Watch = z.infer<typeof watchSchema>;

export type Hello = {
  /** Build of the server: a page of another build reloads itself at a quiet moment. */
  build: string;
  /** Changes when the server process restarts; versions of another epoch do not compare. */
  epoch: string;
  /** ms since 1970, the clock by which ages are shown. */
  serverTime: number;
};

/** Meta of each frame. */
export type FrameMeta = {
  topic: string;
  version: number;
  /** A full state replaces what the client has; otherwise the rows are changes since version - 1. */
  full: boolean;
  /** Frames that were merged away because this client was slow, since its last frame. */
  behind: number;
  serverTime: number;
};

export type RecordsPayload = { counts: RecordCount[]; newest: RecordHeadline[] };
export type RecordHeadline = {
  feedId: string;
  type: string;
  key: string;
  state: string;
  severity: number;
  title: string | null;
  agencyId: string | null;
  changedAt: number;
  openedAt: number;
  dueAt: number | null;
  lon: number | null;
  lat: number | null;
};

export type FeedRow = FeedStatus & {
  nameVi: string;
  nameEn: string;
  kind: string;
  periodS: number;
  simulated: boolean;
  enabled: boolean;
};

export type ScenarioPayload = {
  /** null when nothing is being simulated beyond the demo province itself. */
  running: { id: string; nameVi: string; nameEn: string; startedAt: number; speed: number } | null;
  /** The installation shows a demo province: every screen says "mô phỏng". */
  demo: boolean;
};

/** Commands answer with this; a refusal names its reason (catalogue key). */
export type Answer<T = undefined> = { ok: true; value: T } | { ok: false; reason: string; detail?: string };

export const ackSchema = z.object({ alertId: z.number().int().positive(), seq: z.number().int().positive() });
export type Ack = z.infer<typeof ackSchema>;

export type ServerEvents = {
  hello(hello: Hello): void;
  /** Body: packed readings or positions for those topics, JSON payload for the others. */
  frame(meta: FrameMeta, body: unknown): void;
  bye(reason: "signed_out" | "revoked" | "shutdown"): void;
};
export type ClientEvents = {
  watch(watch: Watch, answer: (a: Answer) => void): void;
  ackAlert(ack: Ack, answer: (a: Answer<{ seq: number }>) => void): void;
  clock(answer: (serverTime: number) => void): void;
};
