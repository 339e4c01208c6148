import { chmod, mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A temporary folder through which servers of another user may pass; what they own inside is private. */
export async function passableFolder(name: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), `hai-dang-${name}-`));
  await chmod(folder, 0o711);
  return folder;
}
