import { randomBytes } from "node:crypto";
import type { Pool } from "#lib/db/pool.ts";
import type { Ending } from "#lib/device/session.ts";
import { type Door, doorOf } from "#lib/feed/sql/door.ts";
import type { Log } from "#lib/log.ts";
import type { Sink } from "../sink.ts";
import { type Account, Accounts } from "./accounts.ts";
import { Budget } from "./budget.ts";
import { Code } from "./code.ts";
import { Commands, type Listener } from "./commands.ts";
import { control } from "./control.ts";
import { Conversation, type House, LARGEST_PACKET, WINDOW } from "./conversation.ts";
import type { Answer, Desk, Message } from "./desk.ts";
import { handOverBy } from "./hand-over.ts";
import { connack, type Hello, readHello, Unwelcome } from "./hello.ts";
import { Joint } from "./joint.ts";
import { hangUp, type Line } from "./line.ts";
import { type Listening, type ListenOptions, listen } from "./listen.ts";
import { type Feed, Post } from "./post.ts";
import { retainIn } from "./retained.ts";
import { Routes } from "./routes.ts";
import { Sessions } from "./sessions.ts";
import { startOf, willOf } from "./start.ts";
import { isGone, messageOf, tendOrphans } from "./wills.ts";

export type EntranceOptions = {
  pool: Pool;
  sink: Sink;
  log: Log;
  host: string;
  port: number;
  /** Names this process among those of one database. */
  holder: string;
  /** Where the others reach it. */
  url: string;
  mostConnections?: number;
  tls?: ListenOptions["tls"];
};

/** Where devices come in: MQTT, publish only, answered after our commit. */
export type Entrance = {
  /** Every feed that reads here, whichever process works for it. Nobody is let in before the first list. */
  list(feeds: readonly Feed[]): Promise<void>;
  /** This process works for the feed: its messages are taken to that desk. */
  mount(feedId: string, desk: Desk): { unmount(): void };
  /** Something on the bus's channel `device`. */
  heard(payload: string): void;
  /** Messages that came in and are not stored yet. */
  waiting(): number;
  connections(): number;
  /** Where other processes hand over what came in with them. */
  door: Door;
  /** Resolves when devices can come in. */
  opened: Promise<void>;
  isOpen(): boolean;
  /** Takes nothing more in, answers what is stored within a moment, and closes. */
  close(): Promise<void>;
};

const LIMITS = { messages: 50_000, bytes: 64 * 1_048_576 };
const MOST_CONNECTIONS = 10_000;
const TICK_MS = 1_000;
/** Who stands still is looked at again so often. */
const HELD_MS = 50;
const LAST_ANSWERS_MS = 5_000;
const MOST_DELAY_S = 86_400;

export function openEntrance(options: EntranceOptions): Entrance {
  const { pool, sink, log, holder, mostConnections = MOST_CONNECTIONS } = options;
  const accounts = new Accounts();
  const routes = new Routes();
  const door: Door = { holder, url: options.url, token: randomBytes(24).toString("base64url") };
  const find = (feedId: string) => doorOf(pool, feedId);
  const post = new Post({
    store: (delivery) => sink.add(delivery),
    find,
    handOver: handOverBy(find),
    self: holder,
  });
  const budget = new Budget(LIMITS, () => sink.pressure() >= 1);
  const sessions = new Sessions(pool, holder);
  const held = new Set<Conversation>();
  const retain = retainIn(pool);
  const orphans = tendOrphans(pool, tell);
  let listening: Promise<Listening> | undefined;
  let stopping = false;
  let isOpen = false;
  let open: () => void = () => {};
  const opened = new Promise<void>((done) => {
    open = done;
  });

  const house: House = {
    budget,
    take,
    control: (packet, conversation) => control(packet, conversation),
    held: (conversation) => held.add(conversation),
    ended,
  };
  const ticking = setInterval(() => {
    const now = Date.now();
    for (const conversation of sessions.all()) conversation.tick(now);
  }, TICK_MS);
  const looking = setInterval(() => {
    for (const conversation of held) if (conversation.readOn()) held.delete(conversation);
  }, HELD_MS);

  function take(message: Message & { retained: boolean }, account: Account, answer: Answer): void {
    if (!account.mayWrite(message.topic)) {
      answer.code = Code.notAuthorized;
      answer.settle("committed");
    } else if (message.retained) {
      const joint = new Joint(2, answer);
      const kept = joint.part();
      const { topic, payload } = message;
      void retain({ topic, account: account.name, payload }).then(() => kept.settle("committed"));
      post.take(message, routes.of(topic), joint.part());
    } else post.take(message, routes.of(message.topic), answer);
  }

  /** A will: nobody waits for the answer, and what it may say was checked when the device came. */
  function tell(name: string, message: Message & { retained: boolean }): void {
    const account = accounts.named(name);
    const bytes = message.payload.length;
    budget.took(bytes);
    const answer: Answer = { code: 0, settle: () => budget.settled(bytes) };
    if (account) take(message, account, answer);
    else answer.settle("committed");
  }

  /** MQTT 5 §3.1.3.2.2: after its delay, unless the session has come back. */
  function tellWill({ guest }: Conversation): void {
    const will = willOf(guest.connect);
    if (!will) return;
    const delayS = guest.connect.will?.properties?.willDelayInterval ?? 0;
    const due = () => {
      if (!sessions.has(guest.account.name, guest.clientId)) tell(guest.account.name, messageOf(will));
    };
    if (delayS === 0) due();
    else setTimeout(due, Math.min(delayS, MOST_DELAY_S) * 1_000).unref();
  }

  async function welcome(line: Line): Promise<void> {
    if (stopping) return hangUp(line);
    let hello: Hello | undefined;
    try {
      hello = await readHello(line);
      await admit(line, hello);
    } catch (error) {
      const code = error instanceof Unwelcome ? error.code : Code.unspecified;
      log.warn({ from: line.from, by: line.by, why: (error as Error).message }, "a device was not let in");
      hangUp(line, code > 0 ? connack(hello?.version ?? 4, code) : undefined);
    }
  }

  async function admit(line: Line, hello: Hello): Promise<void> {
    const { connect, version, rest } = hello;
    const { username, password } = connect;
    const account = await accounts.admit({ certified: line.certified, username, password });
    const will = willOf(connect);
    if (will && !account.mayWrite(will.topic))
      throw new Unwelcome(`may not write its will to ${will.topic}`, Code.notAuthorized);
    const given = connect.clientId === "" ? randomBytes(12).toString("hex") : undefined;
    const start = startOf(hello, { line, account: account.name, given, will });
    const { present, serial, filters } = await sessions.open(start);
    if (line.stream.destroyed) throw new Unwelcome("gone before it was let in", 0);
    const { clientId } = start;
    const received = sessions.receivedOf(account.name, clientId, present);
    const listener: Listener = {
      ...{ account: account.name, clientId, mayRead: account.read },
      most: connect.properties?.receiveMaximum ?? 65_535,
      publish: (messageId, topic, payload) =>
        conversation.send({
          ...{ cmd: "publish", qos: 1, dup: false, retain: false },
          ...{ messageId, topic, payload },
        }),
    };
    const commands = new Commands(pool, listener, filters);
    const guest = { line, connect, version, account, clientId, serial, received, commands };
    const conversation: Conversation = new Conversation(guest, house);
    sessions.began(conversation);
    const properties = {
      receiveMaximum: WINDOW,
      maximumPacketSize: LARGEST_PACKET,
      subscriptionIdentifiersAvailable: false,
      sharedSubscriptionAvailable: false,
      ...(given !== undefined && { assignedClientIdentifier: given }),
    };
    conversation.write(connack(version, 0, { present, properties }));
    conversation.start(rest);
    commands.look();
  }

  function ended(conversation: Conversation, ending: Ending): void {
    held.delete(conversation);
    sessions.ended(conversation, ending);
    if (isGone(ending)) tellWill(conversation);
    const { account, clientId, line } = conversation.guest;
    log.debug(
      { account: account.name, clientId, from: line.from, ending, why: conversation.why },
      "a device left",
    );
  }

  function lookFor(account: string): void {
    for (const { guest } of sessions.all()) if (guest.account.name === account) guest.commands.look();
  }

  async function loadAccounts(): Promise<void> {
    await accounts.load(pool);
    for (const conversation of sessions.all()) {
      const { account } = conversation.guest;
      if (accounts.named(account.name) !== account)
        conversation.end("put_out", Code.putOut, "its account changed");
    }
  }

  return {
    async list(feeds) {
      routes.set(feeds);
      post.list(feeds);
      if (stopping) return;
      await loadAccounts();
      listening ??= listen({ ...options, mostConnections }, (line) => void welcome(line));
      await listening;
      isOpen = true;
      open();
    },
    mount: (feedId, desk) => post.mount(feedId, desk),
    heard(payload) {
      const notice = JSON.parse(payload) as {
        changed: string;
        account: string;
        clientId: string;
        holder: string;
      };
      if (notice.changed === "account") void loadAccounts().catch(() => {});
      if (notice.changed === "command") lookFor(notice.account);
      if (notice.changed === "session" && notice.holder !== holder)
        sessions.takeOver(notice.account, notice.clientId);
    },
    waiting: () => budget.messages,
    connections: () => sessions.size,
    door,
    opened,
    isOpen: () => isOpen,
    async close() {
      stopping = true;
      clearInterval(looking);
      orphans.close();
      for (const conversation of sessions.all()) conversation.hold();
      const answered = [...sessions.all()].map((conversation) => conversation.acks.empty());
      await Promise.race([Promise.all(answered), new Promise((done) => setTimeout(done, LAST_ANSWERS_MS))]);
      for (const conversation of sessions.all()) conversation.end("stopped", Code.stopping);
      clearInterval(ticking);
      await (await listening?.catch(() => undefined))?.close();
      await sessions.written();
    },
  };
}
