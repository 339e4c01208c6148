import { globSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";

const ROOT = join(import.meta.dirname, "../..");
/** The tables themselves also hold what nobody has confirmed. Who may ask them, and why. */
const ALLOWED: { [file: string]: string } = {
  "lib/alert/sql.ts": "names of what an alert was raised of",
  "lib/alert/sql/missed.ts": "names of what a rule has judged",
  "lib/asset/sql.ts": "devices on trial, for the map",
  "lib/asset/sql/create.ts": "counts those that wait",
  "lib/asset/sql/locate.ts": "where a message is stored, whoever it is of",
  "lib/asset/sql/review.ts": "the list of those that wait",
  "lib/backup/watch.ts": "series that the system makes of its own backups",
  "lib/feed/sql.ts": "counts those that wait",
  "lib/flood/sql/report.ts": "names of what an alert was raised of",
  "lib/incident/hidden.ts": "newest time of series of the province",
  "lib/incident/sql.ts": "names of what an alert was raised of",
  "lib/incident/sql/gather.ts": "names of a group of alerts",
  "lib/inhibition/sql.ts": "what an alert was raised of",
  "lib/kpi/sql/quality.ts": "names of what an alert was raised of",
  "lib/maintenance/sql/act.ts": "work on a device that is not confirmed yet",
  "lib/maintenance/sql/hide.ts": "what an alert was raised of",
  "lib/notify/sql/health.ts": "series that the system makes of its own channels",
  "lib/order/sql.ts": "names of what an alert was raised of",
  "lib/position/sql.ts": "kept by the register's numbers (realtime/memory.ts)",
  "lib/reading/sql.ts": "kept by the register's numbers (realtime/memory.ts)",
  "lib/reading/sql/points.ts": "asks the view, unless an engineer asks",
  "lib/reading/sql/rollup.ts": "keeps sums of all that is stored",
  "lib/rule/sql/scan.ts":
    "how many rows a feed as a whole should bring; newest values of series of the province",
  "lib/rule/sql/trial-moves.ts": "names by number",
  "lib/rule/sql/trial.ts": "whether a feed as a whole spoke; names by number",
  "lib/rule/sql/watch.ts": "newest values of what the views gave",
  "lib/rule/tryout.ts": "the key of an asset by number",
  "lib/shift/sql/snapshot.ts": "names of what an alert was raised of",
  "lib/threshold/sql.ts": "limits may be written before a device is confirmed",
};
const RAW = /\b(?:FROM|JOIN)\s+(?:asset|series|latest|latest_position)\b/;

test("whatever asks for assets or series asks for those of the province, or says why not", async () => {
  const files = globSync("{lib,app,realtime,ingest}/**/*.{ts,tsx}", { cwd: ROOT }).filter(
    (file) => !/(\.test|\.spec|testing)\.tsx?$|\/testing\/|^app\/e2e\/|^ingest\/demo\//.test(file),
  );
  const raw: string[] = [];
  for (const file of files) if (RAW.test(await readFile(join(ROOT, file), "utf8"))) raw.push(file);
  expect(raw.sort()).toEqual(Object.keys(ALLOWED).sort());
});
