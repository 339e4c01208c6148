import { io, type Socket } from "socket.io-client";
import { type Answer, type ClientEvents, type ServerEvents, SOCKET_PATH, type Topic } from "#lib/protocol.ts";
import { reloadWhenQuiet } from "./reload.ts";
import type { LiveStore } from "./store.ts";

export type PageSocket = Socket<ServerEvents, ClientEvents>;

const LOOK_MS = 500;
/** A line that looks open but has been silent for so long is dead: open another. */
const DEAD_MS = 12_000;
/** The two clocks drift apart slowly; a step shows itself in the server's status, as does a page that is too busy. */
const CLOCK_MS = 60_000;
const STEP_GAP_MS = 10_000;
const STEP_MS = 2_000;
const ANSWER_MS = 5_000;
const AGAIN_MS = 1_000;
const STRANGER_MS = 15_000;
/** A page that draws itself asks for many topics at once. */
const GATHER_MS = 20;

/** `address`: the page's own when left out. `headers`: only where no browser sends the cookie, in tests and measurements. */
export type Where = { address?: string; headers?: Record<string, string> };

/** Connects a store to the server, for as long as the page lives. */
export function connect(store: LiveStore, where: Where = {}): { socket: PageSocket; close(): void } {
  const socket: PageSocket = io(where.address ?? window.location.origin, {
    path: SOCKET_PATH,
    extraHeaders: where.headers,
    forceNew: true,
    transports: ["websocket", "polling"],
    tryAllTransports: true,
    // A line that opens and then says nothing is given up after this, and the next one tried (20 s by default).
    timeout: 4_000,
    // Many walls lose one server at the same moment: half of the wait is chance.
    reconnectionDelay: 400,
    reconnectionDelayMax: 1_500,
    randomizationFactor: 0.5,
  });
  let build: string | null = null;
  let steppedAt = Number.NEGATIVE_INFINITY;
  let closed = false;

  const tick = () => performance.now();
  const watch = wisher(socket, store);
  socket.on("hello", (hello) => {
    store.hello(hello, tick());
    build ??= hello.build;
    if (hello.build !== null && hello.build !== build) reloadWhenQuiet();
    watch.all();
    void setClock(socket, store);
  });
  socket.on("status", (status) => {
    store.status(status, tick());
    if (Math.abs(status.serverTime - store.now()) < STEP_MS || tick() - steppedAt < STEP_GAP_MS) return;
    steppedAt = tick();
    void setClock(socket, store);
  });
  socket.on("frame", (meta, body) => {
    if (store.frame(meta, bytes(body), tick()) === "gap") watch.again(meta.topic);
  });
  socket.on("bye", (reason) => {
    if (reason !== "shutdown") store.signedOut();
  });
  // A refusal, or being put out, is not tried again by itself as a dead line is; somebody may sign in beside us.
  const knock = (ms: number) => setTimeout(() => closed || socket.connect(), ms * (1 + Math.random()));
  socket.on("connect_error", (error) => {
    const isStranger = error.message === "not_signed_in";
    if (isStranger) store.signedOut();
    if (!socket.active) knock(isStranger ? STRANGER_MS : AGAIN_MS);
  });
  socket.on("disconnect", (reason) => {
    if (reason === "io server disconnect") knock(STRANGER_MS);
  });
  store.onWanted(() => watch.soon());

  const look = setInterval(() => {
    store.tick(tick());
    if (socket.connected && store.watch.silence(tick()) > DEAD_MS) socket.io.engine?.close();
  }, LOOK_MS);
  const clock = setInterval(() => void setClock(socket, store), CLOCK_MS);
  const onVisible = () => {
    // Timers of hidden pages sleep, and frames may have been dropped by a sleeping machine.
    if (document.visibilityState === "visible") watch.all();
  };
  globalThis.document?.addEventListener("visibilitychange", onVisible);

  return {
    socket,
    close() {
      closed = true;
      clearInterval(look);
      clearInterval(clock);
      globalThis.document?.removeEventListener("visibilitychange", onVisible);
      socket.disconnect();
    },
  };
}

/** Tells the server what the page wants, once for all changes of a moment. */
function wisher(socket: PageSocket, store: LiveStore) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const gaps = new Set<Topic>();
  const asked = new Map<Topic, number>();

  async function send() {
    timer = undefined;
    if (!socket.connected) return;
    const wish = { topics: store.topics, again: [...gaps] };
    gaps.clear();
    const answer: Answer | undefined = await socket
      .timeout(ANSWER_MS)
      .emitWithAck("watch", wish)
      .catch(() => undefined);
    if (answer?.ok || !socket.connected) return;
    if (answer && answer.reason !== "too_many_requests" && answer.reason !== "unavailable") return;
    for (const topic of wish.again) gaps.add(topic);
    later(AGAIN_MS);
  }
  const later = (ms: number) => {
    if (timer === undefined) timer = setTimeout(send, ms);
  };
  const soon = () => later(GATHER_MS);
  return {
    soon,
    again(topic: Topic) {
      // Frames that were on their way already show the same gap again.
      if (performance.now() - (asked.get(topic) ?? Number.NEGATIVE_INFINITY) < AGAIN_MS) return;
      asked.set(topic, performance.now());
      gaps.add(topic);
      soon();
    },
    all() {
      for (const topic of store.topics) gaps.add(topic);
      soon();
    },
  };
}

/** By half of the way there and back; a slow answer says too little to set a clock by. */
async function setClock(socket: PageSocket, store: LiveStore): Promise<void> {
  const sent = performance.now();
  const answer: Answer<number> | undefined = await socket
    .timeout(ANSWER_MS)
    .emitWithAck("clock")
    .catch(() => undefined);
  const received = performance.now();
  if (answer?.ok && received - sent < STEP_MS) store.clock.set(answer.value, (sent + received) / 2);
}

/** Browsers hand over an ArrayBuffer. */
function bytes(body: Uint8Array | ArrayBuffer): Uint8Array {
  return body instanceof Uint8Array ? body : new Uint8Array(body);
}
