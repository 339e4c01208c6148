import { expect, test } from "vitest";
import { atMost } from "./crowd.ts";
import type { Identity } from "./model.ts";

const person = (userId: string): Identity => ({
  kind: "person",
  userId,
  name: userId,
  role: "duty",
  agencyId: null,
});

test("nobody has more under way than they may; others, and what comes after, are served", async () => {
  const waiting: (() => void)[] = [];
  const handler = atMost(
    2,
    () => new Promise<Response>((done) => waiting.push(() => done(new Response("ok")))),
  );
  const ask = (who: string) => handler(new Request("http://x/"), person(who), undefined);
  const [first, second] = [ask("an"), ask("an")];
  expect((await ask("an")).status).toBe(429);
  const other = ask("binh");
  for (const go of waiting.splice(0)) go();
  for (const one of [first, second, other]) expect((await one).status).toBe(200);
  const next = ask("an");
  for (const go of waiting.splice(0)) go();
  expect((await next).status).toBe(200);
});

test("what fails gives its place back", async () => {
  const handler = atMost(1, () => Promise.reject(new Error("x")));
  for (let n = 0; n < 3; n++)
    await expect(handler(new Request("http://x/"), person("an"), undefined)).rejects.toThrow("x");
});
