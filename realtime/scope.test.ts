import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { TOPIC, type Topic } from "#lib/protocol.ts";
import { ROLES } from "#lib/user/model.ts";
import { MARK, OURS, plantTheirs } from "#lib/user/theirs.testing.ts";
import { TestClient } from "./client.testing.ts";
import { type Bench, eventually, openBench, screen, signedIn } from "./testing.ts";

/** Every topic; `theirs`: an agency is not told of what is another's in it. */
const TOPICS: { [topic in Topic]?: "theirs" | "everybody's" } = {
  alerts: "theirs",
  incidents: "theirs",
  records: "theirs",
  feeds: "theirs",
  presence: "everybody's",
  scenario: "everybody's",
  register: "everybody's",
  shift: "everybody's",
};
const names = Object.keys(TOPICS) as Topic[];

let bench: Bench;
let clients: TestClient[] = [];
beforeAll(async () => {
  bench = await openBench();
  await plantTheirs(bench.db.pool, "user:x");
  const { pool } = bench.db;
  for (const channel of ["incident", "record", "config", "feed"])
    await pool.query("SELECT pg_notify($1, '')", [channel]);
});
afterEach(() => {
  for (const client of clients) client.close();
  clients = [];
});
afterAll(() => bench.close());

async function watching(cookie: string, topics: readonly Topic[] = names): Promise<TestClient> {
  const client = new TestClient(bench.address, cookie);
  clients.push(client);
  expect(await client.watch(...topics)).toMatchObject({ ok: true });
  return client;
}

const heard = (client: TestClient, topic: Topic) =>
  client
    .of(topic)
    .map(({ body }) => new TextDecoder().decode(body))
    .join("\n");

/** Waits for what was planted in each of these, or, where it must not come, for a first frame of each. */
const told = (client: TestClient, topics: readonly Topic[]) =>
  eventually(() => topics.every((topic) => client.of(topic).length > 0));

describe("what is another agency's", () => {
  const theirs = names.filter((topic) => TOPICS[topic] === "theirs");

  it.each(ROLES.filter((role) => role !== "agency"))(
    "is shown to %s in each topic that has it",
    async (role) => {
      const client = await watching(await signedIn(bench, role, OURS));
      await eventually(() => theirs.every((topic) => heard(client, topic).includes(MARK)));
    },
  );

  it("is in no topic for an agency, also after news", async () => {
    const client = await watching(await signedIn(bench, "agency", OURS));
    await told(client, names);
    await bench.db.pool.query(
      "SELECT pg_notify('record', ''), pg_notify('incident', ''), pg_notify('feed', '')",
    );
    // Somebody who sees all of it joins: what is read for them goes to nobody else.
    const duty = await watching(await signedIn(bench, "duty"));
    await eventually(() => theirs.every((topic) => heard(duty, topic).includes(MARK)));
    for (const topic of names)
      expect({ topic, told: heard(client, topic).includes(MARK) }).toEqual({ topic, told: false });
    expect(client.payload("records")).toEqual({ counts: [], newest: [], overdue: {} });
  });

  it("is shown to itself, the records without an agency of their own too", async () => {
    const client = await watching(await signedIn(bench, "agency", "so-khac"), theirs);
    await eventually(() => theirs.every((topic) => heard(client, topic).includes(MARK)));
    expect(
      client
        .payload("records")
        ?.newest.map(({ key }) => key)
        .sort(),
    ).toEqual([`${MARK}-1`, `${MARK}-2`]);
    expect(client.payload("records")?.overdue).toEqual({ report_1022: 2 });
    expect(client.payload("records")?.counts.reduce((sum, { count }) => sum + count, 0)).toBe(2);
  });

  it("is not shown to an agency desk that speaks for no agency", async () => {
    const client = await watching(await signedIn(bench, "agency"));
    await told(client, names);
    for (const topic of theirs) expect(heard(client, topic)).not.toContain(MARK);
  });
});

describe("a screen opened by a kiosk link", () => {
  it("is told how many records there are, and of no case its number, its title or its place", async () => {
    const client = await watching((await screen(bench)).cookie, ["records", "feeds"]);
    await told(client, ["records", "feeds"]);
    const records = client.payload("records");
    expect(records?.newest).toHaveLength(2);
    for (const one of records?.newest ?? [])
      expect(one).toMatchObject({ key: null, title: null, lon: null, lat: null });
    for (const secret of [`${MARK}-1`, "109.23456", "13.65432"])
      expect(heard(client, "records")).not.toContain(secret);
    expect(heard(client, "feeds")).not.toContain(MARK);
  });
});

it("every topic is in the list above", () => {
  const [, whole] = /\|\^\(([a-z|]+)\)\$$/.exec(TOPIC.source) as RegExpExecArray;
  expect(whole?.split("|").sort()).toEqual([...names].sort());
});
