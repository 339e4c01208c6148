import { z } from "zod";
import type { AlertRow } from "./alert/model.ts";
import type { Asset, Series, ThresholdSet, TrialAsset } from "./asset/model.ts";
import type { FeedStatus } from "./feed/model.ts";
import type { FloodRow } from "./flood/model.ts";
import type { HiddenCounts, IncidentRow } from "./incident/model.ts";
import type { MaintenanceRow } from "./maintenance/model.ts";
import type { DeafReason } from "./pulse/model.ts";
import type { RecordCount } from "./record/model.ts";
import type { Table } from "./table.ts";

/**
 * Every event on the socket. A client watches topics; each topic answers with a full frame first, then with merged
 * deltas. A frame carries the topic's version: a client drops what is not newer than what it has, and asks for the
 * topic again on a gap. Bodies are bytes, encoded once for all clients: readings and positions packed
 * (lib/reading/frame.ts), the other topics UTF-8 JSON ({@link readJson}).
 */
export const SOCKET_PATH = "/live";

/** `readings:<metric>`, `positions:<asset kind>`, or one of the whole-state topics. */
export const TOPIC =
  /^(readings|positions):[A-Za-z0-9_-]{1,64}$|^(alerts|presence|feeds|records|scenario|register|incidents|shift)$/;
export const topicSchema = z.string().regex(TOPIC);
export type Topic =
  | `readings:${string}`
  | `positions:${string}`
  | "alerts"
  | "presence"
  | "feeds"
  | "records"
  | "scenario"
  | "register"
  | "incidents"
  | "shift";

export const MOST_TOPICS = 64;
const topics = z.array(topicSchema).max(MOST_TOPICS);

/** `topics`: all that the page wants from now on, the rest stops; `again`: those of which it needs a full frame. */
export const watchSchema = z.strictObject({ topics, again: topics.default([]) });
export type Watch = z.input<typeof watchSchema>;

export type Hello = {
  /** Build of the pages: a page of another build reloads itself at a quiet moment. null while there are none. */
  build: string | null;
  /** Changes when the server process restarts; versions of another epoch do not compare. */
  epoch: string;
  /** ms since 1970, the clock by which ages are shown. */
  serverTime: number;
  who: { kind: "person"; userId: string; name: string; role: string } | { kind: "kiosk"; wallId: string };
};

/** Once a second to everybody; five seconds without any event mean "mất kết nối". */
export type Status = {
  serverTime: number;
  /** `live`: what is shown is what is stored. `loading`, `lost`: the server cannot see the database's news. */
  picture: Picture;
  /** Since when, ms. */
  since: number;
  /** Why nothing of what devices say is stored, or heard; null while it is, and while the picture is not live. */
  deaf: DeafNews | null;
};
/** `since`: ms; `waiting`: messages received and not stored. */
export type DeafNews = { reason: DeafReason; since: number; waiting: number };
export type Picture = "loading" | "live" | "lost";

/** Meta of each frame. */
export type FrameMeta = {
  topic: Topic;
  version: number;
  /** A full state replaces what the client has; otherwise the rows are changes since version - 1. */
  full: boolean;
  /** Frames that were merged away because this client was slow, since its last frame. */
  behind: number;
  serverTime: number;
};

/** The body of a JSON topic. */
export function readJson<T>(body: Uint8Array | ArrayBuffer): T {
  return JSON.parse(new TextDecoder().decode(body)) as T;
}

/**
 * JSON topics that always carry the whole state. Not among them: `alerts`, whose frames carry what changed
 * (lib/alert/wire.ts).
 */
export type Payloads = {
  register: RegisterPayload;
  feeds: FeedsPayload;
  records: RecordsPayload;
  scenario: ScenarioPayload;
  incidents: IncidentsPayload;
  shift: ShiftPayload;
  presence: PresencePayload;
};

/** All that is needed to name what the other topics carry by number. Metrics: `metricById` of lib/metric. */
export type RegisterPayload = {
  /** Tables: `fromTable` of lib/table.ts. */
  assets: Table<Asset>;
  series: Table<Series>;
  /** Devices that nobody has confirmed and that have a place: for a map that asks, in no figure. */
  onTrial: Table<TrialAsset>;
  /** Valid today. assetId null: for every asset of the metric that has none of its own. */
  thresholds: ThresholdSet[];
  feeds: SourceName[];
  agencies: { id: string; nameVi: string; nameEn: string }[];
  province: Province | null;
};
export type SourceName = { id: string; nameVi: string; nameEn: string; simulated: boolean };
/** Setting `province`. `view`: where maps open. */
export type Province = {
  nameVi: string;
  nameEn: string;
  code: string;
  timezone: string;
  view: { lon: number; lat: number; zoom: number };
};

/**
 * Alerts that are not closed, as a page holds them; without persons on screens opened by a kiosk link, and for an
 * agency those of its own and shared ones. A row keeps its identity while nothing of it changed.
 */
export type AlertsPayload = { alerts: readonly AlertRow[] };

/** Who looks at which alert now; people only, and never on screens opened by a kiosk link. */
export type PresencePayload = { looks: Look[] };
/** One entry for each person and alert. `writing`: into a form of it. */
export type Look = { alertId: number; userId: string; name: string; writing: boolean };

export type FeedsPayload = { feeds: FeedRow[] };
export type FeedRow = FeedStatus & {
  nameVi: string;
  nameEn: string;
  kind: string;
  periodS: number;
  simulated: boolean;
  enabled: boolean;
  /** Devices that nobody registered are refused today: too many wait for review already. Counted in readings and devices. */
  tooManyNew?: { refused: number; waiting: number } | null;
};

export type RecordsPayload = {
  counts: RecordCount[];
  newest: RecordHeadline[];
  /** Unfinished and past their due date when this was made, by type. */
  overdue: { [type: string]: number };
};
export type RecordHeadline = {
  feedId: string;
  type: string;
  /** null on screens opened by a kiosk link, as are title and place: a case is somebody's. */
  key: string | null;
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

export type ScenarioPayload = {
  /** null when nothing is being simulated beyond the demo province itself. */
  running: { id: string; nameVi: string; nameEn: string; startedAt: number; speed: number } | null;
  /** The installation shows a demo province: every screen says "mô phỏng". */
  demo: boolean;
};

/** What is going on beyond single alerts; without persons on screens opened by a kiosk link. */
export type IncidentsPayload = {
  /** Not closed, the one that grew last first. */
  incidents: IncidentRow[];
  /** Running now: at most a real one and a simulated one. */
  floods: FloodRow[];
  /** Proposed, approved and running, the soonest first. */
  maintenance: MaintenanceRow[];
  hidden: HiddenCounts;
};

/**
 * That something of the duty room is new, and nothing of what it says: who shows a roster, a hand-over or orders
 * asks for them again.
 */
export type ShiftPayload = { roster: number; handover: number; orders: number };

/** Commands answer with this; a refusal names its reason (catalogue key). */
export type Answer<T = undefined> = { ok: true; value: T } | { ok: false; reason: string; detail?: string };

/** `seq` is that of the alert as the person saw it. */
export const ackSchema = z.strictObject({ alertId: z.int().positive(), seq: z.int().positive() });
export type Ack = z.infer<typeof ackSchema>;

/** Said again every two seconds: who does not is not looking any more. null: at none. */
export const lookSchema = z.strictObject({
  alertId: z.int().positive().nullable(),
  writing: z.boolean().default(false),
});
export type LookWish = z.infer<typeof lookSchema>;

/** Why a command was refused before it was tried; alert commands add their own reasons. */
export const SOCKET_REFUSALS = [
  "not_signed_in",
  "not_allowed",
  "invalid_request",
  "too_many_requests",
  "unavailable",
] as const;

export type ServerEvents = {
  hello(hello: Hello): void;
  status(status: Status): void;
  frame(meta: FrameMeta, body: Uint8Array): void;
  bye(reason: Bye): void;
};
export type Bye = "signed_out" | "revoked" | "shutdown";

export type ClientEvents = {
  watch(watch: Watch, answer: (a: Answer) => void): void;
  /** `already_acknowledged`: `detail` names who was first. */
  ackAlert(ack: Ack, answer: (a: Answer<{ seq: number }>) => void): void;
  look(look: LookWish, answer: (a: Answer) => void): void;
  /** The server's time, to correct the clock of the screen by half of the way there and back. */
  clock(answer: (a: Answer<number>) => void): void;
};
