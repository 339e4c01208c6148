import { createServer, type Server } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { demandPort, freePort, isFree, nextFreePort } from "./ports.ts";

let taken: Server;
let port: number;
beforeAll(async () => {
  port = await freePort();
  taken = createServer();
  await new Promise<void>((resolve) => taken.listen(port, "127.0.0.1", resolve));
});
afterAll(() => new Promise((resolve) => taken.close(resolve)));

test("a port in use is not free, and the next one is taken in its place", async () => {
  expect(await isFree(port, "127.0.0.1")).toBe(false);
  expect(await nextFreePort(port, "127.0.0.1")).toBeGreaterThan(port);
});

test("the wall's port is never changed silently: the message names the holder and a way out", async () => {
  const fault = await demandPort(port, "127.0.0.1").catch((error) => error);
  expect(fault.message).toMatch(new RegExp(`^Port ${port} is taken`));
  expect(fault.next).toContain(`PORT=${port + 1} npm start`);
});
