import type { Display, Priority, Visibility } from "#lib/alert/model.ts";
import type { IncidentRow } from "#lib/incident/model.ts";
import type { OrderRow } from "#lib/order/model.ts";
import type { Member, Shift } from "./model.ts";

type Named = { titleVi: string; titleEn: string; objectVi: string; objectEn: string };

/** Open P1 or P2: read back one by one. `rungSeq`: its newest ring, which the reading back must have seen. */
export type UrgentAlert = Named & {
  id: number;
  priority: Priority;
  display: Display;
  raisedAt: number;
  rungAt: number;
  rungSeq: number;
  occurrences: number;
  holder: string | null;
  assignee: string | null;
  lastNote: string | null;
};
/** Open and shown alerts by priority and holder; null: nobody has them. */
export type HeldCount = { priority: Priority; holder: string | null; count: number };
export type HiddenAlert = Named & {
  id: number;
  priority: Priority;
  visibility: Exclude<Visibility, "shown">;
  until: number | null;
  by: string | null;
  why: string | null;
};
export type SourceDown = {
  id: string;
  nameVi: string;
  nameEn: string;
  state: "failed" | "retrying" | "silent";
  lastAt: number | null;
};
/** A response that somebody works through. */
export type Procedure = Named & {
  id: number;
  priority: Priority;
  holder: string | null;
  steps: readonly { text: string; done: boolean }[];
};
export type OpenIncident = Pick<IncidentRow, "id" | "nameVi" | "nameEn" | "openedAt" | "worst" | "total">;
export type OpenOrder = Pick<
  OrderRow,
  "id" | "text" | "state" | "givenAt" | "givenName" | "dueAt" | "addresseeVi" | "addresseeEn" | "alertId"
>;
export type ShiftBrief = Omit<Shift, "crew"> & { crew: Pick<Member, "userId" | "name" | "role">[] };

/** What stands open as one shift ends, taken by the system in one view of the database. */
export type Snapshot = {
  at: number;
  held: HeldCount[];
  urgent: UrgentAlert[];
  hidden: HiddenAlert[];
  incidents: OpenIncident[];
  floodSince: number | null;
  sources: SourceDown[];
  procedures: Procedure[];
  orders: OpenOrder[];
};

/** All that is sealed. `next` is null where nobody is rostered after this shift. */
export type HandoverContent = {
  shift: ShiftBrief;
  next: ShiftBrief | null;
  preparedBy: string;
  preparedName: string;
  preparedAt: number;
  takenBy: string;
  note: string;
  snapshot: Snapshot;
};

export type Sealed = { content: string; hash: string };
/** What a signature is made over; `previous`: hash of the signature before it, so that none can be taken out. */
export type SignatureContent = {
  handover: number;
  hash: string;
  previous: string | null;
  signedBy: string;
  signedName: string;
  signedAt: number;
  checks: { alertId: number; rungSeq: number; at: number }[];
  comment: string;
};

export type Handover = Sealed & {
  id: number;
  shiftId: number;
  preparedBy: string;
  preparedAt: number;
};
export type Check = { alertId: number; rungSeq: number; at: number; actor: string };
export type Signature = Sealed & { signedBy: string; signedName: string | null; signedAt: number };
export type HandoverDetail = Handover & { checks: Check[]; signature: Signature | null };

export function briefOf({ crew, ...shift }: Shift): ShiftBrief {
  return { ...shift, crew: crew.map(({ userId, name, role }) => ({ userId, name, role })) };
}
