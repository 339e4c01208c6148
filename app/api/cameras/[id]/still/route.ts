import { stillOf } from "#lib/camera/model.ts";
import { cameraById } from "#lib/camera/sql.ts";
import { fetchStill } from "#lib/camera/still.ts";
import { config } from "#lib/config.ts";
import { openGate } from "#lib/outgoing/gate.ts";
import { scopeOf } from "#lib/user/can.ts";
import { guarded, refusal } from "#lib/user/guard.ts";
import { server } from "#lib/user/server.ts";

type Context = { params: Promise<{ id: string }> };

/** The camera's picture now, from our own origin: a page may show no other's. People only. */
export const GET = guarded<Context>("camera.see", async (_request, who, { params }) => {
  const id = Number((await params).id);
  const camera = Number.isSafeInteger(id)
    ? await cameraById(server().pool, id, scopeOf(who, "camera.see"))
    : undefined;
  const wanted = camera && stillOf(camera, config().CAMERA_HOSTS);
  if (!wanted) return refusal(404, "unknown_camera");
  const { OUTGOING_ALLOW: allow, OUTGOING_LOOPBACK: loopback } = config();
  const still = await fetchStill(openGate({ allow, loopback }), wanted);
  if (!still) return refusal(502, "no_picture");
  const headers = { "content-type": still.type, "cache-control": "no-store" };
  return new Response(still.bytes, { headers });
});
