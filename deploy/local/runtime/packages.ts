/** What the private prefix is for. Debian main carries TimescaleDB's Apache edition since trixie. */
export const WANTED = [
  "postgresql-17",
  "postgresql-client-17",
  "postgresql-17-timescaledb",
  "mosquitto",
  "mosquitto-clients",
];

/**
 * Members of the closure that configure a whole system or serve the JIT compiler (off here; LLVM and Z3 alone are
 * 35 MB of 86): nothing that we start loads them. New dependencies are kept by default.
 */
const UNUSED = [
  /^(lib)?perl/,
  /-perl$/,
  /^lib(llvm|z3-)/,
  /^postgresql(-client)?-common/,
  /^(locales|libc-l10n|libc-bin|tzdata|debconf|passwd|login\.defs|base-passwd|adduser|ucf|procps|netbase)$/,
  /^(ssl-cert|openssl|sensible-utils|init-system-helpers|sysvinit-utils|libpam-modules.*|readline-common)$/,
  /^(libsemanage|libsepol|libproc2|libncursesw|libdb5|libgdbm|libdebconfclient|gcc-\d+-base)/,
];

export function isUsed(name: string): boolean {
  return !UNUSED.some((pattern) => pattern.test(name));
}

/** Parts of the unpacked tree that only people, compilers or other languages read. */
export const DROPPED = [
  "etc",
  "var",
  "usr/include",
  "usr/share/doc",
  "usr/share/man",
  "usr/share/info",
  "usr/share/locale",
  "usr/share/lintian",
  "usr/share/bug",
  "usr/share/postgresql/17/man",
  "usr/lib/postgresql/17/lib/bitcode",
  "usr/lib/postgresql/17/lib/pgxs",
  "usr/lib/systemd",
];
