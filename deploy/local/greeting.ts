import { networkInterfaces } from "node:os";

export type Running = {
  web: string;
  mqtt: string;
  /** Ready to paste; null with a broker that is not ours. */
  publish: string | null;
  /** The login of that command, for scripts that started us; it writes to `ioc/<user>/#`. */
  device: { user: string; password: string } | null;
  setupLink: string | null;
  data: string;
  logs: string;
  demo: boolean;
};

/** What stands on the terminal once everything runs. */
export function greetingText(running: Running): string {
  const lines = [
    "",
    "Hải Đăng is ready.",
    `  Wall     ${running.web}/wall/overview`,
    `  MQTT     ${running.mqtt}`,
  ];
  if (running.publish) lines.push(`  Publish  ${running.publish}`);
  if (running.setupLink)
    lines.push(`  Set up   ${running.setupLink}`, "           (once: makes the first administrator)");
  lines.push(`  Data     ${running.data}`, `  Logs     ${running.logs}`);
  if (running.demo)
    lines.push("  Demo     the province is simulated (mô phỏng); start without it: npm start -- --no-demo");
  return [...lines, "Ctrl-C stops everything.", ""].join("\n");
}

/** The address people type: PUBLIC_URL, or this machine's first address when the web listens on all of them. */
export function webAddress({
  publicUrl,
  host,
  port,
  tls = false,
}: {
  publicUrl?: string;
  host?: string;
  port: number;
  tls?: boolean;
}): string {
  if (publicUrl) return publicUrl.replace(/\/+$/, "");
  const open = !host || host === "0.0.0.0" || host === "::";
  const name = open ? "localhost" : host.includes(":") ? `[${host}]` : host;
  return `${tls ? "https" : "http"}://${name}:${port}`;
}

/** The machine's addresses on the network, IPv4 first: where other screens find it. */
export function networkAddresses(): string[] {
  return Object.values(networkInterfaces())
    .flatMap((list) => list ?? [])
    .filter((a) => !a.internal && a.family === "IPv4")
    .map((a) => a.address);
}

/** A publish command that needs nothing but this tree. Quotes keep a shell from reading the parts. */
export function publishCommand(
  at: { host: string; port: number },
  login: { user: string; password: string },
): string {
  return (
    `npx mqtt pub -h ${at.host} -p ${at.port} -u ${login.user} -P '${login.password}' -q 1 ` +
    `-t ioc/${login.user}/tram-1/water_level -m 5.2`
  );
}
