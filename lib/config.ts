import { readFileSync } from "node:fs";
import { z } from "zod";
import { readNets } from "./outgoing/address.ts";

/** What `.env.example`, the documentation and the list of problems say about a setting. */
type About = { about: string; expected: string; secret?: true };

const port = z.coerce.number().int().min(1).max(65_535);
const PORT_EXPECTED = "a port number from 1 to 65535";
const say = (about: string, expected: string): About => ({ about, expected });
const secret = (about: string, expected: string): About => ({ about, expected, secret: true });

/** Secrets that stand in other people's examples. */
const KNOWN_SECRETS = /change.?me|secret-?1234|better-auth-secret|example|password/i;

/** Every setting of every process. Retention, feeds, rules and walls are rows of the database instead. */
export const settings = z.object({
  DATABASE_URL: z
    .url({ protocol: /^postgres(ql)?$/ })
    .optional()
    .meta(
      secret(
        "Database with the TimescaleDB extension. Unset: an embedded one is started.",
        "postgresql://user:password@host:port/database",
      ),
    ),
  DEMO_DATABASE_URL: z
    .url({ protocol: /^postgres(ql)?$/ })
    .optional()
    .meta(
      secret(
        "Account with CREATEDB and CREATEROLE for the demo's departmental databases. Unset with an embedded database: made by itself.",
        "postgresql://user:password@host:port/database",
      ),
    ),
  MQTT_URL: z
    .url({ protocol: /^mqtts?$/ })
    .optional()
    .meta(
      secret(
        "Broker to read from. Unset: devices publish to ingest itself.",
        "mqtt://user:password@host:port or mqtts://…",
      ),
    ),
  DEMO_MQTT_URL: z
    .url({ protocol: /^(mqtts?|wss?)$/ })
    .optional()
    .meta(
      secret(
        "Broker account of the demo's devices. Unset: as MQTT_URL.",
        "mqtt://user:password@host:port or mqtts://…",
      ),
    ),
  PORT: port.default(3000).meta(say("Port of the web pages and live sockets.", PORT_EXPECTED)),
  HOST: z
    .string()
    .optional()
    .meta(say("Address to listen on for the web. Unset: every address of the machine.", "an IP address")),
  PUBLIC_URL: z
    .url({ protocol: /^https?$/ })
    .optional()
    .meta(
      say(
        "Address under which people open the wall, when it is not this machine's own.",
        "http://… or https://…",
      ),
    ),
  TLS: z
    .string()
    .optional()
    .meta(
      say(
        "Serves the web by https and wss. self-signed: made at the first start, in the data folder. Unset: plain http.",
        "self-signed, a PEM file with key and certificates, or a folder with privkey.pem and fullchain.pem",
      ),
    ),
  TRUST_PROXY: z
    .stringbool()
    .default(false)
    .meta(say("Whether a reverse proxy stands before the web and writes X-Forwarded-For.", "true or false")),
  BROKER: z
    .enum(["entrance", "mosquitto"])
    .default("entrance")
    .meta(
      say(
        "Where devices publish without MQTT_URL: ingest's own entrance, or an embedded mosquitto for others to subscribe to.",
        "entrance or mosquitto",
      ),
    ),
  MQTT_PORT: port
    .default(1883)
    .meta(
      say("Port of the MQTT entrance; with npm start the next free one when it is taken.", PORT_EXPECTED),
    ),
  MQTT_BIND: z
    .string()
    .default("127.0.0.1")
    .meta(say("Address the MQTT entrance listens on. 0.0.0.0 opens it to the network.", "an IP address")),
  MQTT_TLS: z
    .string()
    .optional()
    .meta(
      say(
        "Folder with cert.pem and key.pem: the MQTT entrance speaks TLS too. With ca.pem devices may show certificates.",
        "a path",
      ),
    ),
  MQTT_TLS_PORT: port.default(8883).meta(say("Port of the MQTT entrance for TLS.", PORT_EXPECTED)),
  MQTT_TLS_BIND: z
    .string()
    .default("0.0.0.0")
    .meta(say("Address the MQTT entrance listens on for TLS.", "an IP address")),
  INGEST_PORT: port
    .default(3001)
    .meta(say("Port of ingest's own HTTP. Embedded: chosen by itself.", PORT_EXPECTED)),
  INGEST_BIND: z
    .string()
    .default("127.0.0.1")
    .meta(
      say(
        "Address that ingest's own HTTP listens on: for the web, and for ingest elsewhere.",
        "an IP address",
      ),
    ),
  INGEST_URL: z
    .url({ protocol: /^https?$/ })
    .optional()
    .meta(
      say(
        "Where the web, and other ingest processes, reach this ingest. Unset: INGEST_PORT on 127.0.0.1.",
        "http://host:port",
      ),
    ),
  DATA_DIR: z.string().default(".data").meta(say("Folder of database, queues, secrets and logs.", "a path")),
  AUTH_SECRET: z
    .string()
    .min(32)
    .refine((text) => !KNOWN_SECRETS.test(text))
    .optional()
    .meta(
      secret(
        "Signs session cookies. Unset with npm start: made at the first start.",
        "at least 32 random characters: openssl rand -base64 32",
      ),
    ),
  VAPID_PRIVATE_KEY: z
    .string()
    .regex(/^[\w-]{43}$/)
    .optional()
    .meta(
      secret(
        "Signs web push messages (VAPID). Unset with npm start: made at the first start. A new one ends every subscription.",
        "a P-256 private key, 43 characters of base64url: npx web-push generate-vapid-keys",
      ),
    ),
  METRICS_TOKEN: z
    .string()
    .min(16)
    .refine((text) => !KNOWN_SECRETS.test(text))
    .optional()
    .meta(
      secret(
        "Bearer token with which a Prometheus server reads /metrics. Unset: administrators only.",
        "at least 16 random characters: openssl rand -hex 16",
      ),
    ),
  CAMERA_HOSTS: z
    .string()
    .regex(/^[A-Za-z0-9.:,[\]-]*$/)
    .default("")
    .transform((text) => text.split(",").filter(Boolean))
    .meta(
      say(
        "Cameras whose stills the desk may show: the web asks these hosts and no others.",
        "hosts as in the cameras' addresses, such as 10.0.0.5:8080,cam.tinh.vn",
      ),
    ),
  OUTGOING_ALLOW: z
    .string()
    .default("")
    .transform((text, context) => {
      const nets = readNets(text);
      if (!nets) context.addIssue({ code: "custom" });
      return nets ?? [];
    })
    .meta(
      say(
        "Networks of one's own that messages may go to (mail server, SMS gateway). This machine and link-local never.",
        "addresses or networks, such as 10.1.2.0/24,192.168.7.5",
      ),
    ),
  OUTGOING_LOOPBACK: z
    .stringbool()
    .default(false)
    .meta(
      say(
        "For tests only: lets messages and cameras be reached on this machine, where the tests' servers are.",
        "true or false",
      ),
    ),
  BACKUP_TO: z
    .string()
    .min(1)
    .optional()
    .meta(
      secret(
        "Where backups of the embedded database go. Unset: there are none, and the administration page says so.",
        "a folder, sftp://user:password@host/folder?hostKey=SHA256:… or s3://KEY:SECRET@host/bucket/folder",
      ),
    ),
  BACKUP_KEY_FILE: z
    .string()
    .optional()
    .meta(say("File of the key that opens backups. Unset: backup.key in the data folder.", "a path")),
  BACKUP_AT: z
    .string()
    .regex(/^([01]?\d|2[0-3]):[0-5]\d$/)
    .default("01:30")
    .meta(say("When the daily base backup is taken, by the province's clock.", "hours:minutes")),
  BACKUP_KEEP: z
    .string()
    .regex(/^\d{1,3},\d{1,3},\d{1,3}$/)
    .default("7,4,12")
    .meta(
      say(
        "How many daily, weekly and monthly backups stay. Any instant of the daily ones can be restored.",
        "three numbers: 7,4,12",
      ),
    ),
  LOG_LEVEL: z
    .enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"])
    .default("info")
    .meta(say("How much is logged.", "fatal, error, warn, info, debug, trace or silent")),
  DEMO: z
    .stringbool()
    .default(true)
    .meta(say("Whether npm start runs the simulated province.", "true or false")),
});

export type Config = z.infer<typeof settings>;
export type Setting = keyof Config;
/** Where ingest answers, without a slash at the end. */
export function ingestUrl({ INGEST_URL, INGEST_PORT }: Pick<Config, "INGEST_URL" | "INGEST_PORT">): string {
  return INGEST_URL?.replace(/\/+$/, "") ?? `http://127.0.0.1:${INGEST_PORT}`;
}

export type Environment = Record<string, string | undefined>;

/** Reads the settings from an environment. Every problem is told at once; values of secrets are never told. */
export function readConfig(
  env: Environment,
  needed: Setting[] = [],
): { config: Config } | { problems: string[] } {
  const { values, problems } = withSecretFiles(env);
  const parsed = settings.safeParse(values);
  const wrong = new Set<Setting>(parsed.error?.issues.map((issue) => issue.path[0] as Setting));
  for (const name of needed) if (values[name] === undefined && !parsed.data?.[name]) wrong.add(name);
  for (const name of wrong) problems.push(problem(name, values[name]));
  return parsed.data && problems.length === 0 ? { config: parsed.data } : { problems };
}

function problem(name: Setting, value: string | undefined): string {
  const { expected, secret } = aboutOf(name);
  const found =
    value === undefined ? "nothing" : secret ? "a value that is kept secret" : JSON.stringify(value);
  return `${name}: found ${found}, expected ${expected}`;
}

export function aboutOf(name: Setting): About {
  return settings.shape[name].meta() as About;
}

/** A secret may stand in a file named by NAME_FILE, as container platforms hand it over. Empty means unset. */
function withSecretFiles(env: Environment): { values: Environment; problems: string[] } {
  const values: Environment = {};
  const problems: string[] = [];
  for (const name of Object.keys(settings.shape) as Setting[]) {
    const path = aboutOf(name).secret ? env[`${name}_FILE`] : undefined;
    if (env[name] && path) problems.push(`${name}: found it and ${name}_FILE, expected one of them`);
    values[name] = env[name] || undefined;
    if (!path || env[name]) continue;
    try {
      values[name] = readFileSync(path, "utf8").trim() || undefined;
    } catch {
      problems.push(`${name}_FILE: found ${JSON.stringify(path)}, expected a file that can be read`);
    }
  }
  return { values, problems };
}

let known: Config | undefined;

/** This process's settings, read once. With problems it prints them all and ends with 78 (EX_CONFIG, sysexits.h). */
export function config(): Config {
  known ??= readOrExit([]);
  return known;
}

/** As {@link config}, for a process that cannot work without these. */
export function configWith<K extends Setting>(...needed: K[]): Config & Required<Pick<Config, K>> {
  known = readOrExit(needed);
  return known as Config & Required<Pick<Config, K>>;
}

function readOrExit(needed: Setting[]): Config {
  const result = readConfig(process.env, needed);
  if ("config" in result) return result.config;
  console.error(["The configuration is not right:", ...result.problems.map((p) => `  ${p}`)].join("\n"));
  process.exit(78);
}

/** Whether people come by https: cookies then travel by nothing else. */
export function isSecure({ PUBLIC_URL, TLS }: Pick<Config, "PUBLIC_URL" | "TLS">): boolean {
  return TLS !== undefined || (PUBLIC_URL?.startsWith("https:") ?? false);
}
