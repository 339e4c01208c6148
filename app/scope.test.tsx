import { globSync } from "node:fs";
import { join } from "node:path";
import { isValidElement, type ReactNode } from "react";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { type WebStation, webStation } from "#lib/user/testing.ts";
import { MARK, OURS, type Planted, plantTheirs } from "#lib/user/theirs.testing.ts";

let asking = new Headers();
// What a request is to the pages; the rest of them is as it runs.
vi.mock("next/headers", () => ({
  headers: async () => asking,
  cookies: async () => ({ get: () => undefined }),
}));

/** Which of the things that were planted stands in a path for `[id]` and the like; the first that fits. */
const PLACES: [path: RegExp, what: keyof Planted][] = [
  [/^alerts\//, "alerts"],
  [/^incidents\/(floods\/)?\[/, "incidents"],
  [/^rules\/\[/, "rules"],
  [/proposals\//, "proposals"],
  [/^warnings\//, "warnings"],
  [/feeds\//, "feeds"],
  [/^cameras\//, "cameras"],
  [/^maintenance\//, "maintenance"],
  [/^orders\//, "orders"],
];

let web: WebStation;
let planted: Planted;
beforeAll(async () => {
  web = await webStation();
  const lead = web.ids.get("lead") as string;
  planted = await plantTheirs(web.db.pool, `user:${lead}`);
  expect(OURS).toBe("so-y-te");
});
afterAll(() => web?.close());

const found = (pattern: string) => globSync(pattern, { cwd: import.meta.dirname }).sort();
const paramsOf = (path: string) => {
  const what = PLACES.find(([fits]) => fits.test(path))?.[1];
  const names = [...path.matchAll(/\[(?:\.\.\.)?(\w+)\]/g)].map(([, name]) => name as string);
  return Object.fromEntries(
    names.map((name) => [name, name === "act" ? "withdraw" : what ? planted[what] : "1"]),
  );
};

/** Calls what runs on the server, and gathers what is handed to what runs in the browser: that travels with the page. */
async function embedded(node: ReactNode, into: string[]): Promise<string[]> {
  const one = await node;
  if (Array.isArray(one)) for (const child of one) await embedded(child as ReactNode, into);
  else if (typeof one === "string") into.push(one);
  else if (isValidElement<Record<string, unknown>>(one)) {
    const { type, props } = one;
    if (typeof type === "function" && type.constructor.name === "AsyncFunction")
      await embedded((type as (props: object) => ReactNode)(props), into);
    else for (const value of Object.values(props)) await handed(value, into);
  }
  return into;
}

async function handed(value: unknown, into: string[]): Promise<void> {
  if (isValidElement(value)) await embedded(value, into);
  else if (Array.isArray(value)) for (const one of value) await handed(one, into);
  else if (value instanceof Map) await handed([...value], into);
  else if (value !== null && typeof value === "object")
    for (const one of Object.values(value)) await handed(one, into);
  else into.push(String(value));
}

type Page = (props: object) => Promise<ReactNode>;

async function page(file: string, who: string): Promise<string> {
  asking = web.request(who, "/").headers;
  const module = (await import(join(import.meta.dirname, file))) as { default: Page };
  const props = { params: Promise.resolve(paramsOf(file)), searchParams: Promise.resolve({}) };
  try {
    return (await embedded(await module.default(props), [])).join("\n");
  } catch (error) {
    // Sent elsewhere, or told that there is nothing.
    if (typeof (error as { digest?: unknown }).digest === "string") return "";
    throw error;
  }
}

type Handler = (request: Request, context: object) => Promise<Response>;

async function answer(file: string, who: string): Promise<{ status: number; text: string } | undefined> {
  const module = (await import(join(import.meta.dirname, file))) as { GET?: Handler };
  if (!module.GET) return undefined;
  const params = Promise.resolve(paramsOf(file.replace(/^api\//, "")));
  const answer = await module.GET(web.request(who, "/x?limit=100"), { params });
  return { status: answer.status, text: await answer.text() };
}

describe("what is another agency's", () => {
  test("travels with no page to an agency, and does with those of the room", async () => {
    const shown: { [who: string]: string[] } = { lead: [], agency: [] };
    for (const file of found("**/page.tsx"))
      for (const who of ["lead", "agency"])
        if ((await page(file, who)).includes(MARK)) shown[who]?.push(file);
    expect(shown.agency).toEqual([]);
    expect(shown.lead).toEqual([
      "incidents/page.tsx",
      "rules/[id]/page.tsx",
      "rules/page.tsx",
      "warnings/[id]/page.tsx",
      "warnings/page.tsx",
    ]);
  }, 60_000);

  test("waits for review on the feeds page of those who see all, and not of an agency", async () => {
    expect(await page("feeds/page.tsx", "lead")).toContain("cho-xem");
    expect(await page("feeds/page.tsx", "agency")).not.toContain("cho-xem");
  });

  test("is in no answer of a route to an agency, and is in those to the room", async () => {
    const told: { [who: string]: string[] } = { lead: [], agency: [] };
    for (const file of found("api/**/route.ts"))
      for (const who of ["lead", "agency"])
        if ((await answer(file, who))?.text.includes(MARK)) told[who]?.push(file.slice(4, -9));
    expect(told.agency).toEqual([]);
    expect(told.lead?.sort()).toEqual([
      "admin/feeds/[id]/errors",
      "alerts",
      "alerts/[id]",
      "cameras/[id]",
      "incidents/[id]",
      "orders",
      "rules",
      "rules/[id]",
      "warnings",
      "warnings/[id]",
    ]);
  }, 60_000);

  test("is to an agency as if it was not there, whatever it asks to have done", async () => {
    const bodies: { [file: string]: object } = {
      "alerts/[id]/events": { type: "acknowledge", seq: 1 },
      "maintenance/[id]/acts": { type: "cancel" },
      "orders/[id]": { type: "acknowledge" },
      "rules/proposals/[id]/[act]": {},
      "warnings/[id]/acts": { type: "withdraw", why: "x" },
    };
    for (const [file, body] of Object.entries(bodies)) {
      const { POST } = (await import(join(import.meta.dirname, `api/${file}/route.ts`))) as { POST: Handler };
      const ask = async (params: object) => {
        const said = await POST(web.request("agency", "/x", body), { params: Promise.resolve(params) });
        return { status: said.status, ...((await said.json()) as object) };
      };
      const theirs = await ask(paramsOf(file));
      const nothing = await ask({ ...paramsOf(file), id: "987654321" });
      expect({ file, ...theirs }).toEqual({ file, ...nothing });
      expect(theirs.status).toBe(404);
    }
  });
});
