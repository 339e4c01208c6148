import { runtimeDir } from "#deploy/local/paths.ts";
import { provision } from "#deploy/local/runtime/provision.ts";
import { borrowCluster, returnCluster, testFolder } from "./shared.ts";
import { ensureTemplate } from "./template.ts";

/** Vitest: once a run. Leaves in the environment what `lib/db/testing.ts` needs. */
export default async function setup(): Promise<() => Promise<void>> {
  const folder = testFolder();
  await provision(runtimeDir(), (line) => console.log(line));
  const shared = await borrowCluster(folder);
  const template = await ensureTemplate(shared);
  process.env.TEST_CLUSTER = JSON.stringify({ at: shared.at, passwords: shared.passwords, template });
  return () => returnCluster(folder);
}
