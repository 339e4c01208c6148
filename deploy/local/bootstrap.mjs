// Plain JavaScript for the Node of the system (20 or newer). Brings the packages, among them the Node 24 that the
// rest of the program is written for, and hands over to deploy/local/<command>.ts.
import { spawn, spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { constants } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, "../..");
const [command = "start", ...args] = process.argv.slice(2);

if (Number(process.versions.node.split(".")[0]) < 20)
  fail(`This is Node ${process.versions.node}.`, "Install Node 20 or newer, then start again.");
if (!packagesAreThere()) installPackages();
handOver();

/** Every package of the lock file is in node_modules in that version; optional ones may be for other machines. */
function packagesAreThere() {
  const installed = packagesIn("node_modules/.package-lock.json");
  return Object.entries(packagesIn("package-lock.json")).every(
    ([path, wanted]) => path === "" || wanted.optional || installed[path]?.version === wanted.version,
  );
}

function packagesIn(name) {
  try {
    return JSON.parse(readFileSync(join(root, name), "utf8")).packages;
  } catch {
    return {};
  }
}

function installPackages() {
  console.log("• installing packages from the npm registry (a minute or two the first time)");
  const npm = spawnSync("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], {
    cwd: root,
    stdio: "inherit",
    env: { ...process.env, NODE_ENV: "development" },
  });
  if (npm.error) fail(`npm could not be started: ${npm.error.message}`, "Install npm, then start again.");
  if (npm.signal) process.exit(128 + constants.signals[npm.signal]);
  if (npm.status !== 0)
    fail(
      `npm ci ended with ${npm.status}.`,
      "Its message is above. Check the network or the proxy (npm config get registry), then start again.",
    );
}

function handOver() {
  const node = join(root, "node_modules/.bin/node");
  if (!existsSync(node))
    fail(
      `There is no Node 24 for ${process.platform} on ${process.arch} among the packages.`,
      "It comes for Linux on x86-64 and arm64. If this is one of them: remove node_modules and start again " +
        "without npm's --omit=optional.",
    );
  const script = join(here, `${command}.ts`);
  if (!existsSync(script)) fail(`There is no command "${command}".`, "See docs/install.md.");
  const child = spawn(node, [script, ...args], {
    cwd: process.env.INIT_CWD ?? process.cwd(),
    // The channel tells the child when this process is gone, whatever ended it.
    stdio: ["inherit", "inherit", "inherit", "ipc"],
    env: { ...process.env, PATH: `${join(root, "node_modules/.bin")}:${process.env.PATH}` },
  });
  // The terminal sends Ctrl-C to the whole group, so the child has it already; scripts send it to us alone.
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  child.on("error", (error) =>
    fail(`Node 24 could not be started: ${error.message}`, "Remove node_modules and start again."),
  );
  child.on("exit", (code, signal) => process.exit(signal ? 128 + constants.signals[signal] : code));
}

function fail(problem, next) {
  console.error(`✗ ${problem}\n→ ${next}`);
  process.exit(1);
}
