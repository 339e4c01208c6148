import { headers } from "next/headers";
import { notFound, redirect } from "next/navigation";
import { cache } from "react";
import { type Action, can, type Thing } from "./can.ts";
import type { Identity, Person } from "./model.ts";
import { whoSent } from "./server.ts";

/** For server components; looked up once a request. */
export const currentIdentity = cache(async (): Promise<Identity | null> => whoSent(await headers()));

/** Sends strangers to the login page; others without the right see nothing here. */
export async function requireIdentity(action: Action, object?: Thing): Promise<Identity> {
  const who = await currentIdentity();
  if (!who) redirect("/login");
  if (!can(who, action, object)) notFound();
  return who;
}

export async function requirePerson(action: Action): Promise<Person> {
  const who = await requireIdentity(action);
  if (who.kind !== "person") notFound();
  return who;
}
