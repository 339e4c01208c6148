import { z } from "zod";

/** Where a camera's pictures come from; both are attributes of an asset of the kind `camera`. */
export type Camera = { assetId: number; snapshotUrl: string | null; hlsUrl: string | null };

/** What a screen may know of it: an address without its password, and whether a still can be shown. */
export type CameraView = { link: string | null; still: boolean };

const address = z
  .url({ protocol: /^https?$/ })
  .nullable()
  .catch(null)
  .default(null);
const attributesSchema = z.object({ snapshotUrl: address, hlsUrl: address });

export function cameraOf(assetId: number, attributes: unknown): Camera {
  const known = attributesSchema.safeParse(attributes).data;
  return { assetId, snapshotUrl: known?.snapshotUrl ?? null, hlsUrl: known?.hlsUrl ?? null };
}

export function viewOf(camera: Camera, hosts: readonly string[]): CameraView {
  const url = camera.hlsUrl ?? camera.snapshotUrl;
  return { link: url && openAddress(url), still: stillOf(camera, hosts) !== null };
}

/** What to ask for a still, where the installation lets us ask that host at all. */
export type StillRequest = { url: string; authorization: string | null };

/** The password leaves the address: fetch refuses it there, and logs must not hold it. */
export function stillOf({ snapshotUrl }: Camera, hosts: readonly string[]): StillRequest | null {
  if (!snapshotUrl) return null;
  const { host, username, password } = new URL(snapshotUrl);
  if (!hosts.includes(host)) return null;
  const pair = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  const authorization = username === "" ? null : `Basic ${btoa(pair)}`;
  return { url: openAddress(snapshotUrl), authorization };
}

function openAddress(address: string): string {
  const url = new URL(address);
  url.username = "";
  url.password = "";
  return url.href;
}
