import { viewOf } from "#lib/camera/model.ts";
import { cameraById } from "#lib/camera/sql.ts";
import { config } from "#lib/config.ts";
import { scopeOf } from "#lib/user/can.ts";
import { guarded, refusal } from "#lib/user/guard.ts";
import { server } from "#lib/user/server.ts";

type Context = { params: Promise<{ id: string }> };

/** What can be seen of a camera: `{"link": address or null, "still": whether …/still gives a picture}`. People only. */
export const GET = guarded<Context>("camera.see", async (_request, who, { params }) => {
  const id = Number((await params).id);
  const camera = Number.isSafeInteger(id)
    ? await cameraById(server().pool, id, scopeOf(who, "camera.see"))
    : undefined;
  if (!camera) return refusal(404, "unknown_camera");
  return Response.json(viewOf(camera, config().CAMERA_HOSTS), { headers: { "cache-control": "no-store" } });
});
