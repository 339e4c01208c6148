import { expect, test } from "vitest";
import { chaos } from "./main.ts";
import { SHORT } from "./plan.ts";

const seed = Math.floor(Math.random() * 2 ** 31);

test("kill -9 and a freeze at random moments: nothing acknowledged is missing, nothing is doubled", {
  timeout: 240_000,
}, async () => {
  const result = await chaos({ plan: SHORT, seed });
  console.log(JSON.stringify(result));
  expect(result).toMatchObject({ lost: 0, doubled: 0, complaints: 0, refused: 0 });
  // A device sends again until it is answered: in the end everything is there.
  expect(result.acknowledged).toBe(result.sent);
  const frozen = result.faults.find(({ kind }) => kind === "freeze_ingest");
  expect(frozen?.told_ms).toBeLessThan(5_000);
});

test("an entrance that answers before the commit is caught losing readings by the same means", {
  timeout: 120_000,
}, async () => {
  const plan = { ...SHORT, counts: { kill_ingest: 3 } };
  const { lost, acknowledged } = await chaos({ plan, seed, early: true });
  console.log(`the control lost ${lost} of ${acknowledged}`);
  expect(lost).toBeGreaterThan(0);
});
