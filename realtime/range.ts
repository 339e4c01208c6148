import { stat } from "node:fs/promises";
import type { IncomingMessage } from "node:http";
import { join, normalize, sep } from "node:path";

const ONE = /^bytes=(\d{0,15})-(\d{0,15})$/;

/**
 * A part of a file is asked for of the files of `public/` alone, and one part at a time (the base map is read so):
 * any other wish for a part is dropped, as RFC 9110 14.2 allows, and the whole is sent.
 * @returns the file's size where no byte of it is asked for: 416
 */
export async function unsatisfiable(request: IncomingMessage, folder: string): Promise<number | undefined> {
  const asked = request.headers.range;
  if (asked === undefined) return undefined;
  const [, first = "", last = ""] = ONE.exec(asked) ?? [];
  const size = first + last === "" ? undefined : await sizeOf(request.url ?? "/", folder);
  const backwards = first !== "" && last !== "" && Number(last) < Number(first);
  if (size === undefined || backwards) {
    delete request.headers.range;
    delete request.headers["if-range"];
    return undefined;
  }
  const none = first === "" ? Number(last) === 0 : Number(first) >= size;
  return none ? size : undefined;
}

async function sizeOf(url: string, folder: string): Promise<number | undefined> {
  try {
    const path = normalize(join(folder, decodeURIComponent(url.split("?", 1)[0] as string)));
    if (!path.startsWith(folder + sep)) return undefined;
    const found = await stat(path);
    return found.isFile() ? found.size : undefined;
  } catch {
    return undefined;
  }
}
