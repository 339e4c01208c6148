import type { Socket } from "node:net";
import type { TLSSocket } from "node:tls";

/** The name in a certificate that our authority has signed; undefined: it showed none, or another's. */
export function certified(socket: Socket): string | undefined {
  const sealed = socket as TLSSocket;
  if (!sealed.authorized) return undefined;
  const name = sealed.getPeerCertificate().subject?.CN;
  return typeof name === "string" ? name : undefined;
}
