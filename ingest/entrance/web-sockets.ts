import { createServer } from "node:http";
import type { Socket } from "node:net";
import { createWebSocketStream, WebSocketServer } from "ws";
import { certified } from "./certified.ts";
import { LARGEST_PACKET } from "./conversation.ts";
import type { Line } from "./line.ts";

const HEADERS_MS = 10_000;
/** A frame may hold several packets. */
const LARGEST_FRAME = 4 * LARGEST_PACKET;

/** MQTT over WebSocket (MQTT 5 §6), on any path; other requests are told that nothing is here. */
export function openWebSockets(welcome: (line: Line) => void): {
  take(socket: Socket, isSealed: boolean): void;
} {
  const sealed = new WeakSet<Socket>();
  const sockets = new WebSocketServer({
    noServer: true,
    perMessageDeflate: false,
    maxPayload: LARGEST_FRAME,
    handleProtocols: (offered) => (offered.has("mqtt") ? "mqtt" : false),
  });
  const server = createServer({ headersTimeout: HEADERS_MS }, (_, response) => {
    response.writeHead(404, { connection: "close" }).end();
  });
  server.on("clientError", (_, socket) => socket.destroy());
  server.on("upgrade", (request, socket: Socket, head) => {
    const isSealed = sealed.has(socket);
    sockets.handleUpgrade(request, socket, head, (webSocket) => {
      const stream = createWebSocketStream(webSocket);
      stream.on("error", () => {});
      const from = socket.remoteAddress ?? "";
      welcome({
        stream,
        from,
        by: isSealed ? "wss" : "ws",
        certified: isSealed ? certified(socket) : undefined,
      });
    });
  });
  return {
    take(socket, isSealed) {
      if (isSealed) sealed.add(socket);
      server.emit("connection", socket);
    },
  };
}
