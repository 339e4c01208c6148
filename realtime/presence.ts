import { randomUUID } from "node:crypto";
import type { AlertRow } from "#lib/alert/model.ts";
import { NOTICE_LIMIT } from "#lib/db/bus.ts";
import type { Look, PresencePayload } from "#lib/protocol.ts";
import { isOwn } from "#lib/user/can.ts";
import { agencyOf } from "./audience.ts";
import { Views } from "./views.ts";

/** A page says every two seconds what it looks at; one that does not is not looking any more. */
const HOLDS_MS = 4_500;
/** Other processes are told again after this, so that they can tell a quiet process from a dead one. */
const AGAIN_MS = 1_500;

export type PresenceOptions = {
  alert(id: number): AlertRow | undefined;
  /** To the other processes; what fails is told again soon. */
  tell(payloads: string[]): Promise<void>;
};

type Told = { from: string; first: boolean; looks: Look[] };
type Held = { looks: Look[]; until: number };

/**
 * Who looks at which alert now, and who writes on it. Lives in memory, here and, by the bus, in every other realtime
 * process; while the bus is lost, each process knows its own pages only.
 */
export class Presence {
  readonly views: Views<PresencePayload>;
  private readonly options: PresenceOptions;
  private readonly me: string;
  private readonly pages = new Map<string, Held>();
  private readonly others = new Map<string, Held>();
  private news = false;
  private toldAt = Number.NEGATIVE_INFINITY;

  constructor(options: PresenceOptions, me: string = randomUUID()) {
    this.options = options;
    this.me = me;
    this.views = new Views((value, audience) => {
      const agency = agencyOf(audience) ?? "";
      return {
        looks: value.looks.filter(({ alertId }) => isOwn(agency, options.alert(alertId) ?? {}, true)),
      };
    });
  }

  look(page: string, look: Look, now: number): void {
    const before = this.pages.get(page)?.looks[0];
    this.pages.set(page, { looks: [look], until: now + HOLDS_MS });
    if (JSON.stringify(before) !== JSON.stringify(look)) this.news = true;
  }

  leave(page: string): void {
    if (this.pages.delete(page)) this.news = true;
  }

  /** A notice of the bus. */
  hear(payload: string, now: number): void {
    const { from, first, looks } = JSON.parse(payload) as Told;
    if (from === this.me) return;
    const before = first ? [] : (this.others.get(from)?.looks ?? []);
    this.others.set(from, { looks: [...before, ...looks], until: now + HOLDS_MS });
  }

  tick(now: number): void {
    for (const [page, { until }] of this.pages) if (until <= now) this.leave(page);
    for (const [other, { until }] of this.others) if (until <= now) this.others.delete(other);
    this.views.set({ looks: merged([...this.pages.values(), ...this.others.values()]) });
    const due = this.pages.size > 0 && now - this.toldAt >= AGAIN_MS;
    if (this.news || due) void this.tell(now);
  }

  private async tell(now: number): Promise<void> {
    this.news = false;
    this.toldAt = now;
    const looks = merged([...this.pages.values()]);
    try {
      await this.options.tell(notices(this.me, looks));
    } catch {
      // Told again when the next is due; what one process forgets, the others forget by themselves.
    }
  }
}

/** One entry for each person and alert, however many pages show it. */
function merged(held: readonly Held[]): Look[] {
  const byWhom = new Map<string, Look>();
  for (const look of held.flatMap(({ looks }) => looks)) {
    const key = `${look.alertId} ${look.userId}`;
    const writing = look.writing || (byWhom.get(key)?.writing ?? false);
    byWhom.set(key, { ...look, writing });
  }
  return [...byWhom.values()].sort((a, b) => a.alertId - b.alertId || (a.userId < b.userId ? -1 : 1));
}

/** As many as the bus needs; the first replaces what was told before. */
function notices(from: string, looks: readonly Look[]): string[] {
  const payloads: string[] = [];
  let rest = [...looks];
  do {
    let n = rest.length;
    const payload = () => JSON.stringify({ from, first: payloads.length === 0, looks: rest.slice(0, n) });
    while (Buffer.byteLength(payload()) > NOTICE_LIMIT) n = Math.floor(n / 2);
    payloads.push(payload());
    rest = rest.slice(n);
  } while (rest.length > 0);
  return payloads;
}
