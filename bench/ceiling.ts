import { startHelper } from "./helper.ts";
import type { Scene } from "./scene.ts";

const ON_THEIR_WAY = 20_000;
const CREDIT_MS = 25;

/** publisher → broker → one QoS 1 subscriber that acknowledges at once. @returns messages received per second */
export async function brokerCeiling({ ceiling }: Scene, seconds: number): Promise<number> {
  const publisher = startHelper("publisher");
  const subscriber = startHelper("subscriber");
  const { filter } = ceiling;
  await subscriber.ask("open", { url: ceiling.readUrl, filter });
  await publisher.ask("open", { url: ceiling.publishUrl, topics: ceiling.topics });
  const start = Date.now();
  let going = true;
  const credit = (async () => {
    while (going) {
      const received = await subscriber.ask<number>("received");
      await publisher.ask("credit", received + ON_THEIR_WAY);
      await pause(CREDIT_MS);
    }
  })();
  const { sent } = await publisher.ask<{ sent: number }>("run", { seconds, rate: null, base: 0 });
  going = false;
  await credit;
  let received = 0;
  for (const patience = Date.now() + 30_000; received < sent && Date.now() < patience; await pause(10))
    received = await subscriber.ask<number>("received");
  const perSecond = Math.round((received * 1_000) / (Date.now() - start));
  await subscriber.ask("close", { filter });
  publisher.stop();
  subscriber.stop();
  return perSecond;
}

/** The sink fed from memory. @returns readings committed per second */
export async function sqlCeiling({ sql, databaseUrl }: Scene, seconds: number): Promise<number> {
  const storer = startHelper("storer");
  const perSecond = await storer.ask<number>("store", { url: databaseUrl, ...sql, seconds });
  storer.stop();
  return Math.round(perSecond);
}

const pause = (ms: number) => new Promise<void>((done) => setTimeout(done, ms));
