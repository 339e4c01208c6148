import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { signIn } from "./sign-in.ts";
import { failures } from "./sql/failure.ts";
import { type WebStation, webStation } from "./testing.ts";

// What is tested here is counting; a thousand passwords of 80 ms each would take long.
vi.mock("./hash.ts", () => ({
  hashPassword: async (password: string) => `quick:${password}`,
  verifyPassword: async ({ hash, password }: { hash: string; password: string }) =>
    hash === `quick:${password}`,
}));

const ORIGIN = "http://127.0.0.1:3000";
const RIGHT = "mot-mat-khau-du-dai";
const ROOM = "10.9.0.1";
const ELSEWHERE = "203.0.113.7";

let web: WebStation;
beforeAll(async () => {
  vi.useFakeTimers({ toFake: ["Date"] });
  web = await webStation();
});
afterAll(async () => {
  vi.useRealTimers();
  await web?.close();
});
beforeEach(async () => {
  await web.db.pool.query("DELETE FROM sign_in_failure; DELETE FROM known_device; DELETE FROM guess_notice");
});

type Knock = { email?: string; password?: string; from?: string; device?: string };

async function knock({ email = "duty@example.vn", password = RIGHT, from = ROOM, device }: Knock) {
  const headers = new Headers({ origin: ORIGIN, host: "127.0.0.1:3000", "x-client-address": from });
  if (device) headers.set("cookie", device);
  const body = JSON.stringify({ email, password });
  const answer = await signIn(
    new Request(`${ORIGIN}/api/auth/sign-in/email`, { method: "POST", headers, body }),
  );
  const said = await answer.json();
  const cookies = answer.headers.getSetCookie().map((one) => one.split(";")[0] as string);
  return {
    status: answer.status,
    reason: said.reason,
    missed: said.missed,
    retryAfter: Number(answer.headers.get("retry-after")),
    session: cookies.find((one) => one.startsWith("haidang.session")),
    device: cookies.find((one) => one.startsWith("haidang.device")),
  };
}

const wrong = (more: Knock = {}) => knock({ password: "sai-mat-khau-roi-nhe", ...more });
async function many(n: number, ask: (i: number) => Promise<{ status: number }>): Promise<number[]> {
  const found: number[] = [];
  for (let i = 0; i < n; i++) found.push((await ask(i)).status);
  return found;
}
/** So many seconds pass: the clock stands still otherwise. */
const later = (seconds: number) => vi.setSystemTime(Date.now() + seconds * 1_000);
const auditOf = async (object: string) =>
  (
    await web.db.pool.query(
      "SELECT actor, action, detail FROM audit WHERE object = $1 AND action LIKE 'user.sign%' ORDER BY id",
      [object],
    )
  ).rows;

describe("who guesses at a password", () => {
  test("is slowed more each time, whatever is tried, and not locked out", async () => {
    expect(await many(7, () => wrong())).toEqual([401, 401, 401, 401, 401, 429, 429]);
    const slowed = await knock({});
    expect(slowed).toMatchObject({ status: 429, reason: "slow_down", retryAfter: 1 });
    later(1);
    expect((await wrong()).status).toBe(401);
    later(1);
    expect(await wrong()).toMatchObject({ status: 429, retryAfter: 1 });
    later(1);
    expect((await knock({})).status).toBe(200);
    expect((await wrong()).status).toBe(401);
  });

  test("from one place keeps nobody out who sits elsewhere, nor anybody else who sits there", async () => {
    await many(40, (i) => wrong({ email: i % 2 ? "duty@example.vn" : "lead@example.vn", from: ELSEWHERE }));
    expect((await knock({ from: ELSEWHERE })).status).toBe(429);
    expect((await knock({ from: ROOM })).status).toBe(200);
    expect((await knock({ email: "leader@example.vn", from: ELSEWHERE })).status).toBe(200);
  });

  test("many at once get no more tries than one after the other", async () => {
    const found = await Promise.all(Array.from({ length: 30 }, () => wrong()));
    expect(found.filter(({ status }) => status === 401)).toHaveLength(5);
    expect(found.filter(({ status }) => status === 429)).toHaveLength(25);
  });

  test("is counted in the database: another process and a restart know it", async () => {
    await many(5, () => wrong());
    await web.db.pool.query("UPDATE sign_in_failure SET streak = 12");
    expect(await knock({})).toMatchObject({ status: 429, retryAfter: 128 });
  });

  test("is said to go on only once fingers can no longer have slipped", async () => {
    const goesOn = async () =>
      (await failures(web.db.pool, { now: Date.now(), userId: web.ids.get("duty"), limit: 9 })).map(
        ({ waiting }) => waiting,
      );
    await wrong();
    expect(await goesOn()).toEqual([false]);
    await many(4, () => wrong());
    expect(await goesOn()).toEqual([true]);
    later(3_601);
    expect(await goesOn()).toEqual([false]);
  });

  test("learns nothing of whether there is such an account", async () => {
    const ask = (email: string) => many(7, () => wrong({ email }));
    expect(await ask("khong-co@example.vn")).toEqual(await ask("lead@example.vn"));
    const one = await wrong({ email: "khong-co-2@example.vn", from: ELSEWHERE });
    expect(one).toEqual(await wrong({ email: "leader@example.vn", from: ELSEWHERE }));
  });

  test("at the address of somebody who signed in there before does not even slow them", async () => {
    const { device } = await knock({});
    await many(6, () => wrong());
    expect((await knock({})).status).toBe(429);
    expect((await knock({ device: device as string })).status).toBe(200);
    const forged = `haidang.device=${"x".repeat(43)}`;
    expect((await knock({ device: forged })).status).toBe(429);
  });
});

describe("the right password", () => {
  test("of 24 people of one room at once is taken, however much somebody else of the room fails", async () => {
    await many(12, () => wrong({ email: "ai-do@example.vn" }));
    const emails = ["duty", "lead", "agency", "leader", "admin"].map((role) => `${role}@example.vn`);
    const found = await Promise.all(
      Array.from({ length: 24 }, (_, i) => knock({ email: emails[i % emails.length] as string })),
    );
    expect(found.map(({ status }) => status)).toEqual(Array(24).fill(200));
    expect(new Set(found.map(({ session }) => session)).size).toBe(24);
  });

  test("is never counted as a try", async () => {
    expect(await many(30, () => knock({}))).toEqual(Array(30).fill(200));
  });

  test("tells once of what failed meanwhile, how often and from where", async () => {
    await many(3, () => wrong({ from: ELSEWHERE }));
    await wrong();
    const { missed } = await knock({});
    expect(missed).toMatchObject([
      { address: ELSEWHERE, here: false, count: 3 },
      { address: ROOM, here: true, count: 1 },
    ]);
    expect(Date.now() - missed[0].since).toBeLessThan(60_000);
    expect((await knock({})).missed).toEqual([]);
  });

  test("of a disabled account is refused and counts as no guess", async () => {
    const id = await web.add("khoa", "duty");
    await web.db.pool.query(`UPDATE auth."user" SET banned = true WHERE id = $1`, [id]);
    expect(await many(7, () => knock({ email: "khoa@example.vn" }))).toEqual(Array(7).fill(403));
  });
});

describe("what is written down of sign-ins", () => {
  test("names account and address, of failures and successes", async () => {
    const id = await web.add("ghi", "duty");
    await wrong({ email: "ghi@example.vn", from: ELSEWHERE });
    await knock({ email: "ghi@example.vn" });
    expect(await auditOf(`user:${id}`)).toMatchObject([
      {
        actor: `address:${ELSEWHERE}`,
        action: "user.sign_in_failed",
        detail: { address: ELSEWHERE, inARow: 1 },
      },
      { actor: `user:${id}`, action: "user.signed_in", detail: { address: ROOM, failuresBefore: 1 } },
    ]);
  });

  test("does not grow with guesses at accounts that there are not, nor keeps what was typed", async () => {
    const before = (await auditOf("user:unknown")).length;
    const guesses = Array.from({ length: 40 }, (_, i) => `mat-khau-nham-o-${i}@example.vn`);
    await Promise.all(guesses.map((email) => wrong({ email, from: "198.51.100.4" })));
    expect((await auditOf("user:unknown")).length - before).toBeLessThan(10);
    const { rows } = await web.db.pool.query("SELECT f::text AS text FROM sign_in_failure f");
    expect(JSON.stringify(rows)).not.toContain("mat-khau-nham");
  }, 30_000);

  test("reaches every administrator once an hour when somebody goes on guessing", async () => {
    const admin = web.ids.get("admin") as string;
    await web.db.pool.query(`
      INSERT INTO notify_kind (id, title_vi, title_en, about, form, reach, verify, example)
        VALUES ('thu', 'x', 'x', '{}', '{}', 'person', false, '{}') ON CONFLICT DO NOTHING;
      INSERT INTO notify_channel (id, kind, name_vi, name_en, config)
        VALUES ('thu', 'thu', 'x', 'x', '{}') ON CONFLICT DO NOTHING;
      INSERT INTO notify_contact (user_id, channel_id, address, verified_at)
        VALUES ('${admin}', 'thu', 'a@example.vn', now()), ('${web.ids.get("duty")}', 'thu', 'b@example.vn', now())`);
    for (let i = 0; i < 14; i++) {
      await wrong({ from: ELSEWHERE });
      later(260);
    }
    const { rows } = await web.db.pool.query("SELECT user_id, kind, message FROM notification");
    expect(rows).toMatchObject([{ user_id: admin, kind: "security" }]);
    expect(rows[0].message.title).toBe("Có người thử mật khẩu của Người duty");
    expect(rows[0].message.lines[0]).toContain(`gần nhất từ ${ELSEWHERE}`);
  }, 30_000);
});
