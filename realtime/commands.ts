import { z } from "zod";
import type { Pool } from "#lib/db/pool.ts";
import {
  type Answer,
  ackSchema,
  type ClientEvents,
  lookSchema,
  type Topic,
  watchSchema,
} from "#lib/protocol.ts";
import { can } from "#lib/user/can.ts";
import type { Identity } from "#lib/user/model.ts";
import { acknowledge } from "./acknowledge.ts";
import type { Fanout, LiveSocket } from "./fanout.ts";
import { look } from "./look.ts";
import type { State } from "./state.ts";

export type Context = {
  socket: LiveSocket;
  who: Identity;
  pool: Pool;
  fanout: Fanout;
  state: State;
  now: number;
};

export type Command<Input = unknown, Value = unknown> = {
  schema: z.ZodType<Input>;
  may(who: Identity, input: Input): boolean;
  run(context: Context, input: Input): Answer<Value> | Promise<Answer<Value>>;
};

const DONE: Answer = { ok: true, value: undefined };

function command<Input, Value>(c: Command<Input, Value>): Command {
  return c as Command;
}

/** Everything that a client may ask; what is not here is not heard. */
export const commands: { [name in keyof ClientEvents]: Command } = {
  watch: command({
    schema: watchSchema,
    may: (who, { topics, again }) => [...topics, ...again].every((topic) => mayWatch(who, topic as Topic)),
    run: ({ socket, who, fanout }, wish) => {
      fanout.watch(socket, { topics: wish.topics as Topic[], again: wish.again as Topic[], who });
      return DONE;
    },
  }),
  clock: command({
    schema: z.undefined(),
    may: (who) => can(who, "wall.see"),
    run: ({ now }) => ({ ok: true, value: now }),
  }),
  look: command({
    schema: lookSchema,
    may: (who) => who.kind === "person" && can(who, "alert.see"),
    run: look,
  }),
  ackAlert: command({
    schema: ackSchema,
    may: (who) => who.kind === "person" && can(who, "alert.see"),
    run: ({ who, pool, now }, ack) => acknowledge(pool, { who, ack, now }),
  }),
};

function mayWatch(who: Identity, topic: Topic): boolean {
  if (topic === "presence") return who.kind === "person" && can(who, "alert.see");
  if (topic === "shift") return can(who, "desk.see");
  return can(who, topic === "alerts" ? "alert.see" : "wall.see");
}
