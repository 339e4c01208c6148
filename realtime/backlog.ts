import type { Socket } from "socket.io";

/** What Socket.IO's types do not show of a connection; checked when used. */
type Connection = {
  writeBuffer?: { data?: string | ArrayBufferView | ArrayBuffer }[];
  transport?: { socket?: { bufferedAmount?: number } };
};

/**
 * Bytes that wait for this client: in the connection's queue and in the operating system's reach of it. Cut short
 * once above `enough`.
 */
export function backlogBytes(socket: Socket, enough: number): number {
  const connection = socket.conn as unknown as Connection;
  let bytes = connection.transport?.socket?.bufferedAmount ?? 0;
  for (const { data } of connection.writeBuffer ?? []) {
    if (bytes > enough) break;
    if (typeof data === "string") bytes += data.length;
    else if (data) bytes += data.byteLength;
  }
  return bytes;
}
