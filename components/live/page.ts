import { createContext } from "react";
import type { Ack, Answer, LookWish } from "#lib/protocol.ts";
import { careForPage } from "./reload.ts";
import { connect } from "./socket.ts";
import { LiveStore } from "./store.ts";

/** A page's live data, and what it can ask of the server. */
export type Live = {
  readonly store: LiveStore;
  /** Acknowledges an alert as seen at `seq`. `unavailable` when the server does not answer. */
  ackAlert(ack: Ack): Promise<Answer<{ seq: number }>>;
  /** Tells the others what this page looks at; said again while it lasts. */
  look(look: LookWish): Promise<Answer>;
};

const ANSWER_MS = 8_000;
let page: Live | undefined;

/** One socket a page, opened when the first component asks. On the server: a store that stays empty. */
export function pageLive(): Live {
  page ??= typeof window === "undefined" ? inert() : open();
  return page;
}

/** For tests and pictures: give a store of your own to a tree. */
export const LiveContext = createContext<Live | null>(null);

function open(): Live {
  const store = new LiveStore();
  careForPage(
    () => store.watch.connection.who?.kind === "kiosk",
    () => store.now(),
  );
  // The register names what everything else carries by number.
  store.want("register");
  const { socket } = connect(store);
  return {
    store,
    ackAlert: (ack) => answered(socket.timeout(ANSWER_MS).emitWithAck("ackAlert", ack)),
    look: (look) =>
      socket.connected
        ? answered(socket.timeout(ANSWER_MS).emitWithAck("look", look))
        : Promise.resolve(UNAVAILABLE),
  };
}

const UNAVAILABLE = { ok: false, reason: "unavailable" } as const;

function inert(): Live {
  return { store: new LiveStore(), ackAlert: async () => UNAVAILABLE, look: async () => UNAVAILABLE };
}

async function answered<T>(answer: Promise<Answer<T>>): Promise<Answer<T>> {
  try {
    return await answer;
  } catch {
    return UNAVAILABLE;
  }
}
