/**
 * How a connection ended. `bye`: the device said so; `lost`: the line broke; `silent`: keep-alive; `fault`: it spoke no
 * MQTT; `taken_over`: its session came again; `put_out`: its account changed; `stopped`: our own process ended it.
 */
export type Ending = "bye" | "lost" | "silent" | "fault" | "taken_over" | "put_out" | "stopped";

/** `payload` in base64. */
export type SessionWill = { topic: string; payload: string; qos: number; retain: boolean };

export type SessionStart = {
  account: string;
  clientId: string;
  address: string;
  transport: "tcp" | "tls" | "ws" | "wss";
  version: 4 | 5;
  clean: boolean;
  /** Seconds that the session outlives its connection. */
  expiryS: number;
  will: SessionWill | null;
};
