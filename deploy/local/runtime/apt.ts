import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { run } from "#deploy/local/command.ts";

/** An apt state of our own: nothing of the system's apt or dpkg is read for choosing or written to. */
export type AptArea = { folder: string; config: string };
export type AptSource = { mirror: string; suite: string; keyring: string };

const FOLDERS = [
  "lists/partial",
  "archives/partial",
  "etc/apt.conf.d",
  "etc/preferences.d",
  "etc/trusted.gpg.d",
];

/** Writes the private apt state. Signatures are verified: `signed-by` names the only keys that count. */
export async function prepareArea(
  folder: string,
  architecture: string,
  sources: AptSource[],
): Promise<AptArea> {
  for (const f of FOLDERS) await mkdir(join(folder, f), { recursive: true });
  await writeFile(join(folder, "status"), "");
  await writeFile(join(folder, "sources.list"), sources.map((s) => sourceLine(s, architecture)).join(""));
  const config = join(folder, "apt.conf");
  await writeFile(config, configText(folder, architecture) + (await systemProxies()));
  return { folder, config };
}

export function sourceLine(source: AptSource, architecture: string): string {
  return `deb [arch=${architecture} signed-by=${source.keyring}] ${source.mirror} ${source.suite} main\n`;
}

function configText(folder: string, architecture: string): string {
  return `Dir "${folder}";
Dir::Etc "${folder}/etc";
Dir::Etc::sourcelist "${folder}/sources.list";
Dir::Etc::sourceparts "-";
Dir::State "${folder}";
Dir::State::lists "${folder}/lists";
Dir::State::status "${folder}/status";
Dir::Cache "${folder}";
Dir::Cache::archives "${folder}/archives";
Dir::Cache::pkgcache "";
Dir::Cache::srcpkgcache "";
APT::Architecture "${architecture}";
APT::Architectures "${architecture}";
APT::Install-Recommends "false";
APT::Sandbox::User "root";
APT::Update::Error-Mode "any";
Acquire::Languages "none";
Acquire::Retries "3";
Acquire::http::Timeout "30";
`;
}

/** A proxy is the one thing of the system's apt configuration that a download needs. */
async function systemProxies(): Promise<string> {
  const dump = await run("apt-config", ["dump"]).catch(() => "");
  return dump
    .split("\n")
    .filter((line) => /^Acquire::https?::(Proxy|Proxy-Auto-Detect)\b/i.test(line))
    .join("\n");
}

export async function updateIndex(area: AptArea): Promise<void> {
  await apt(area, ["update"]);
}

export type DebFile = { name: string; version: string; bytes: number };

/** Every package that `names` need to run, as apt resolves it against an empty machine. */
export async function closureOf(area: AptArea, names: string[]): Promise<DebFile[]> {
  const uris = await apt(area, ["install", "--yes", "--print-uris", ...names]);
  return parseUris(uris);
}

/** Lines of `apt-get --print-uris`: 'uri' name_version_arch.deb bytes hash. */
export function parseUris(text: string): DebFile[] {
  return [...text.matchAll(/^'[^']+' ([^_\s]+)_([^_\s]+)_[^_\s]+\.deb (\d+)/gm)].map((m) => ({
    name: m[1] as string,
    version: decodeURIComponent(m[2] as string),
    bytes: Number(m[3]),
  }));
}

/** Downloads into `into`, checked against the signed index. */
export async function download(area: AptArea, files: DebFile[], into: string): Promise<void> {
  await mkdir(into, { recursive: true });
  await apt(area, ["download", ...files.map((f) => `${f.name}=${f.version}`)], into);
}

function apt(area: AptArea, args: string[], cwd?: string): Promise<string> {
  return run("apt-get", ["--quiet", ...args], {
    cwd,
    env: { ...process.env, APT_CONFIG: area.config, LC_ALL: "C.UTF-8", DEBIAN_FRONTEND: "noninteractive" },
  });
}
