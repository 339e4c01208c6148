import { access, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { run } from "#deploy/local/command.ts";
import { SetupFault } from "#deploy/local/fault.ts";
import { withLock } from "#deploy/local/supervise/lock.ts";
import { type AptArea, closureOf, type DebFile, download, prepareArea, updateIndex } from "./apt.ts";
import { debianMirrors, securityMirror } from "./mirror.ts";
import { DROPPED, isUsed, WANTED } from "./packages.ts";
import { type Runtime, runtimeAt } from "./programs.ts";
import { loaderOf, wrapPrograms } from "./wrap.ts";

const SUITE = "trixie";
const KEYRINGS = [
  "/usr/share/keyrings/debian-archive-keyring.gpg",
  "/usr/share/keyrings/debian-archive-keyring.pgp",
];
/** Raised when a tree unpacked by an older version of this code no longer serves. */
const FORMAT = 1;

type Manifest = { format: number; architecture: string; mirror: string; packages: Record<string, string> };
type Report = (line: string) => void;

/**
 * Gives the private prefix with PostgreSQL, TimescaleDB and mosquitto; downloads and unpacks it the first time
 * (about 50 MB, 8 s on a fast line). Nothing outside `folder` is written, no root is needed.
 */
export async function provision(folder: string, report: Report): Promise<Runtime> {
  if (await isReady(folder)) return runtimeAt(folder);
  await mkdir(dirname(folder), { recursive: true });
  return withLock(`${folder}.lock`, async () => {
    if (!(await isReady(folder))) await build(folder, report);
    return runtimeAt(folder);
  });
}

async function isReady(folder: string): Promise<boolean> {
  const text = await readFile(join(folder, "manifest.json"), "utf8").catch(() => "{}");
  return (JSON.parse(text) as Partial<Manifest>).format === FORMAT;
}

async function build(folder: string, report: Report): Promise<void> {
  await removeLeftovers(folder);
  const architecture = debianArchitecture();
  const keyring = await findKeyring();
  const work = await mkdtemp(`${folder}.partial-`);
  try {
    report("reading the Debian package index");
    const { area, mirror } = await openArchive(join(work, "apt"), architecture, keyring);
    const files = (await closureOf(area, WANTED)).filter((f) => isUsed(f.name));
    const megabytes = Math.round(files.reduce((sum, f) => sum + f.bytes, 0) / 1e6);
    report(`downloading ${files.length} packages (${megabytes} MB) from ${mirror}`);
    await download(area, files, join(work, "deb"));
    report("unpacking PostgreSQL 17, TimescaleDB and mosquitto");
    const tree = join(work, "tree");
    await unpack(join(work, "deb"), tree);
    for (const programs of ["usr/lib/postgresql/17/bin", "usr/bin", "usr/sbin"])
      await wrapPrograms(tree, programs, loaderOf(architecture));
    await distrustExtension(tree);
    await prove(runtimeAt(tree));
    await writeFile(join(tree, "manifest.json"), manifestText(architecture, mirror, files));
    await rm(folder, { recursive: true, force: true });
    await rename(tree, folder);
  } catch (cause) {
    if (cause instanceof SetupFault) throw cause;
    throw new SetupFault(
      "The private PostgreSQL, TimescaleDB and mosquitto could not be installed.",
      "Mend what is named above and start again; or set DATABASE_URL and MQTT_URL to servers of your own.",
      cause,
    );
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

async function removeLeftovers(folder: string): Promise<void> {
  const prefix = `${folder}.partial-`;
  for (const name of await readdir(dirname(folder))) {
    const path = join(dirname(folder), name);
    if (path.startsWith(prefix)) await rm(path, { recursive: true, force: true });
  }
}

function debianArchitecture(): "amd64" | "arm64" {
  if (process.platform === "linux" && process.arch === "x64") return "amd64";
  if (process.platform === "linux" && process.arch === "arm64") return "arm64";
  throw new SetupFault(
    `The embedded database is made for Linux on x86-64 and arm64, this is ${process.platform} on ${process.arch}.`,
    "Set DATABASE_URL (TimescaleDB) and MQTT_URL to servers of your own.",
  );
}

async function findKeyring(): Promise<string> {
  for (const path of KEYRINGS) if (await exists(path)) return path;
  throw new SetupFault(
    `Debian's archive keys are missing (${KEYRINGS[0]}): downloads could not be verified.`,
    "Install them: apt-get install debian-archive-keyring. On a system without apt, set DATABASE_URL and MQTT_URL.",
  );
}

/** The first mirror that answers, with its security archive where it has one. */
async function openArchive(
  folder: string,
  architecture: string,
  keyring: string,
): Promise<{ area: AptArea; mirror: string }> {
  const mirrors = await debianMirrors();
  let last: unknown;
  for (const mirror of mirrors) {
    const main = { mirror, suite: SUITE, keyring };
    const security = { mirror: securityMirror(mirror), suite: `${SUITE}-security`, keyring };
    for (const sources of [[main, security], [main]]) {
      try {
        await rm(folder, { recursive: true, force: true });
        const area = await prepareArea(folder, architecture, sources);
        await updateIndex(area);
        return { area, mirror };
      } catch (cause) {
        last = cause;
      }
    }
  }
  throw new SetupFault(
    `No Debian mirror answered (${mirrors.join(", ")}).`,
    "Check the network or the proxy (http_proxy), or name a mirror: DEBIAN_MIRROR=http://…/debian npm start",
    last,
  );
}

async function unpack(debs: string, tree: string): Promise<void> {
  for (const name of (await readdir(debs)).filter((n) => n.endsWith(".deb")))
    await run("dpkg-deb", ["--extract", join(debs, name), tree]);
  for (const part of DROPPED) await rm(join(tree, part), { recursive: true, force: true });
}

/**
 * Debian marks the extension as trusted, so any owner of a database could install it anew with its procedures
 * open to PUBLIC; one of them (merge_chunks, 2.19.3 Apache) brings the whole server down.
 */
async function distrustExtension(tree: string): Promise<void> {
  const control = join(tree, "usr/share/postgresql/17/extension/timescaledb.control");
  await writeFile(
    control,
    (await readFile(control, "utf8")).replace(/^trusted *= *true$/m, "trusted = false"),
  );
}

/** A library missing from the tree shows here and not at the first use. */
async function prove(runtime: Runtime): Promise<void> {
  for (const program of [runtime.postgres, runtime.initdb, runtime.psql, runtime.pgDump])
    await run(program, ["--version"]);
  await run(runtime.mosquittoPub, ["--version"]).catch((error: Error) => {
    if (!/mosquitto_pub version/.test(error.message)) throw error;
  });
}

function manifestText(architecture: string, mirror: string, files: DebFile[]): string {
  const packages = Object.fromEntries(files.map((f) => [f.name, f.version]));
  const manifest: Manifest = { format: FORMAT, architecture, mirror, packages };
  return `${JSON.stringify(manifest, null, 2)}\n`;
}

const exists = (path: string) =>
  access(path).then(
    () => true,
    () => false,
  );
