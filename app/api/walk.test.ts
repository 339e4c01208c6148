import { globSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openPool, type Pool } from "#lib/db/pool.ts";
import { type Action, rightOf } from "#lib/user/can.ts";
import { ROLES } from "#lib/user/model.ts";
import { forgetPaces } from "#lib/user/pace.ts";
import { type Asker, type WebStation, webStation } from "#lib/user/testing.ts";

/** By what right each route lets somebody in; `kiosk` also those that hold a kiosk link. Default deny: the rest is a mistake. */
const DOORS: { [door: string]: Action | { action: Action; kiosk: true } } = {
  "POST /ack/[token]": "desk.see",
  "POST /admin/assets/[id]": "asset.review",
  "GET /admin/feeds/[id]/errors": "feed.detail",
  "POST /admin/feeds/[id]/token": "feed.manage",
  "DELETE /admin/feeds/[id]/token": "feed.manage",
  "POST /admin/notify/calendar": "notify.manage",
  "PUT /admin/notify/calendar": "notify.manage",
  "DELETE /admin/notify/calendar/[day]": "notify.manage",
  "GET /admin/notify/channels": "notify.manage",
  "PUT /admin/notify/channels": "notify.manage",
  "POST /admin/notify/channels/[id]/test": "notify.manage",
  "GET /admin/notify/log": "notify.manage",
  "POST /admin/notify/log/[id]/retry": "notify.manage",
  "POST /admin/notify/people/[id]/test": "notify.manage",
  "GET /admin/notify/policies": "notify.manage",
  "PUT /admin/notify/policies": "notify.manage",
  "DELETE /admin/notify/policies/[id]": "notify.manage",
  "GET /alerts": { action: "alert.see", kiosk: true },
  "GET /alerts/[id]": "alert.see",
  "POST /alerts/[id]/events": "alert.see",
  "GET /alerts/[id]/notifications": "alert.see",
  "POST /alerts/acts": "alert.see",
  "GET /cameras/[id]": "camera.see",
  "GET /cameras/[id]/still": "camera.see",
  "GET /floods/[id]": "kpi.see",
  "POST /incidents": "incident.edit",
  "GET /incidents/[id]": "incident.see",
  "POST /incidents/[id]/acts": "incident.edit",
  "GET /kiosks": "kiosk.manage",
  "POST /kiosks": "kiosk.manage",
  "DELETE /kiosks/[id]": "kiosk.manage",
  "POST /maintenance": "maintenance.propose",
  "POST /maintenance/[id]/acts": "maintenance.see",
  "POST /me/password": "self.manage",
  "GET /me/sessions": "self.manage",
  "DELETE /me/sessions": "self.manage",
  "DELETE /me/sessions/[id]": "self.manage",
  "GET /notify": "notify.own",
  "PUT /notify": "notify.own",
  "POST /notify/contacts": "notify.own",
  "PATCH /notify/contacts/[id]": "notify.own",
  "DELETE /notify/contacts/[id]": "notify.own",
  "POST /notify/contacts/[id]/code": "notify.own",
  "POST /notify/contacts/[id]/test": "notify.own",
  "GET /notify/messages/[id]": "notify.own",
  "GET /notify/push": "notify.own",
  "POST /notify/push": "notify.own",
  "GET /orders": "desk.see",
  "POST /orders": "order.give",
  "POST /orders/[id]": "order.answer",
  "GET /people": "desk.see",
  "GET /preferences/[key]": "desk.see",
  "PUT /preferences/[key]": "desk.see",
  "GET /rules": "rule.see",
  "GET /rules/[id]": "rule.see",
  "GET /rules/assets": "rule.see",
  "GET /rules/kinds": "rule.see",
  "POST /rules/proposals": "rule.propose",
  "POST /rules/proposals/[id]/[act]": "rule.see",
  "POST /rules/target": "rule.see",
  "POST /rules/trial": "rule.propose",
  "POST /scenario": "scenario.run",
  "DELETE /scenario": "scenario.run",
  "GET /series/[id]": { action: "series.read", kiosk: true },
  "GET /shifts": "shift.see",
  "GET /shifts/[id]/handover": "shift.see",
  "POST /shifts/[id]/handover": "shift.handover",
  "POST /shifts/[id]/signature": "shift.sign",
  "POST /shifts/roster": "shift.roster",
  "GET /sign-ins": "user.manage",
  "GET /thresholds": "rule.see",
  "POST /thresholds/proposals": "rule.propose",
  "POST /thresholds/proposals/[id]/[act]": "rule.see",
  "POST /thresholds/trial": "rule.propose",
  "GET /users": "user.manage",
  "POST /users": "user.manage",
  "PATCH /users/[id]": "user.manage",
  "POST /users/[id]/link": "user.manage",
  "GET /warnings": "cap.see",
  "POST /warnings": "cap.draft",
  "GET /warnings/[id]": "cap.see",
  "POST /warnings/[id]/acts": "cap.see",
  "GET /warnings/office": "cap.see",
  "PUT /warnings/office": "cap.manage",
};

/** Open to strangers, each for a reason: the way in, warnings to the public, and whether anybody is at home. */
const OPEN = [
  "GET /auth/[...all]",
  "POST /auth/[...all]",
  "GET /cap",
  "GET /cap/[identifier]",
  "GET /health",
  "POST /invite",
  "POST /setup",
];

const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];
/** What somebody who guesses puts where an id belongs. */
const GUESSES = [
  "1",
  "0",
  "-1",
  "2147483648",
  "9007199254740991",
  "khong-co",
  "%E0%A4%A",
  "\u0000",
  "a\u0000b",
];

type Handler = (request: Request, context: unknown) => Promise<Response>;
type Door = { name: string; method: string; path: string; handler: Handler };

/** Read from the file system: a route that nobody wrote into the lists above is found all the same. */
async function findDoors(): Promise<Door[]> {
  const files = globSync("**/route.ts", { cwd: import.meta.dirname }).sort();
  const doors: Door[] = [];
  for (const file of files) {
    const module = (await import(join(import.meta.dirname, file))) as { [name: string]: Handler };
    const path = `/${file.replaceAll("\\", "/").replace(/\/route\.ts$/, "")}`;
    for (const method of METHODS) {
      const handler = module[method];
      if (handler) doors.push({ name: `${method} ${path}`, method, path, handler });
    }
  }
  return doors;
}

let web: WebStation;
let doors: Door[];
let guarded: Door[];
beforeAll(async () => {
  web = await webStation();
  doors = await findDoors();
  guarded = doors.filter(({ name }) => !OPEN.includes(name));
});
afterAll(() => web?.close());

type Knock = { who: Asker; value?: string; body?: unknown; origin?: string };

/** As it stands in an address; what is no more to be escaped stays as it is. */
const escaped = (value: string) => (value.startsWith("%") ? value : encodeURIComponent(value));
/** Of nothing that there is: a walk must not switch off what it walks with. */
const NOBODY = "987654321";

async function knock({ method, path, handler }: Door, { who, value = NOBODY, body = {}, origin }: Knock) {
  const hasBody = method !== "GET" && method !== "HEAD";
  const names = [...path.matchAll(/\[(?:\.\.\.)?(\w+)\]/g)].map(([, name]) => name as string);
  const place = path.replace(/\[[^\]]+\]/g, escaped(value));
  const request = web.request(who, `/api${place}`, hasBody ? body : undefined, method);
  if (origin) request.headers.set("origin", origin);
  const params = Object.fromEntries(names.map((name) => [name, value]));
  // A walk asks more than hands can.
  forgetPaces();
  const answer = await handler(request, { params: Promise.resolve(params) });
  const said = (await answer.json().catch(() => ({}))) as { reason?: string };
  return { status: answer.status, reason: said?.reason };
}

function mayEnter(who: Asker, door: Door): boolean {
  const right = DOORS[door.name] as (typeof DOORS)[string];
  const action = typeof right === "string" ? right : right.action;
  if (who === "kiosk") return typeof right !== "string";
  return rightOf(who as (typeof ROLES)[number], action) !== "no";
}

describe("every route under app/api", () => {
  test("is in one of the lists above, and everything listed is there", () => {
    expect(doors.length).toBeGreaterThan(60);
    expect(doors.map(({ name }) => name).sort()).toEqual([...Object.keys(DOORS), ...OPEN].sort());
  });

  test("keeps strangers out", async () => {
    for (const door of guarded) {
      expect({ door: door.name, ...(await knock(door, { who: null })) }).toEqual({
        door: door.name,
        status: 401,
        reason: "not_signed_in",
      });
    }
  });

  test.each([...ROLES, "kiosk"])("lets in and keeps out whom the table says: %s", async (who) => {
    for (const door of guarded) {
      const { status, reason } = await knock(door, { who });
      const kept = status === 401 || (status === 403 && reason === "not_allowed");
      expect({ door: door.name, kept }).toEqual({ door: door.name, kept: !mayEnter(who, door) });
    }
  });

  test("hears nothing that another site's page has somebody send", async () => {
    for (const door of guarded.filter(({ method }) => method !== "GET" && method !== "HEAD")) {
      const answer = await knock(door, { who: "admin", origin: "https://ac.example" });
      expect({ door: door.name, ...answer }).toEqual({
        door: door.name,
        status: 403,
        reason: "foreign_origin",
      });
    }
  });

  test("answers guessed ids and bodies of the wrong shape with a refusal, never with a fault", async () => {
    for (const door of doors.filter(({ name }) => name !== "GET /health")) {
      for (const who of ["admin", "lead", "leader", "agency"]) {
        for (const value of door.path.includes("[") ? GUESSES : [NOBODY]) {
          for (const body of [{}, [], "x\u0000", null]) {
            const { status } = await knock(door, { who, value, body }).catch((fault) => ({
              status: `${fault}`,
            }));
            if (typeof status !== "number" || status >= 500)
              expect.soft({ door: door.name, who, value, status }).toBeUndefined();
            if (door.method === "GET") break;
          }
        }
      }
    }
  }, 120_000);

  test("changes nothing when it is only read", async () => {
    const shared = globalThis as { [key: symbol]: { pool: Pool } };
    const station = shared[Symbol.for("haidang.server")] as { pool: Pool };
    const { pool } = station;
    const url = new URL(web.db.webUrl);
    url.searchParams.set("options", "-c default_transaction_read_only=on");
    const readOnly = openPool(url.href, 2);
    await expect(readOnly.query("DELETE FROM setting")).rejects.toThrow("read-only");
    station.pool = readOnly;
    try {
      for (const door of doors.filter(({ name, method }) => method === "GET" && name !== "GET /health")) {
        const { status } = await knock(door, { who: "admin" });
        expect({ door: door.name, fault: status >= 500 }).toEqual({ door: door.name, fault: false });
      }
    } finally {
      station.pool = pool;
      await readOnly.end();
    }
  });
});
