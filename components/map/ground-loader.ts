import { addProtocol, setWorkerUrl } from "maplibre-gl";
import { PMTiles, Protocol } from "pmtiles";

let protocol: Protocol | undefined;

/** Once per page, before its first map: the worker's address and how `pmtiles://` is read. */
export function prepareMapLibre(): void {
  if (protocol) return;
  setWorkerUrl(new URL("maplibre-gl/dist/maplibre-gl-worker.mjs", import.meta.url).toString());
  protocol = new Protocol();
  addProtocol("pmtiles", protocol.tile);
}

/** A failed first read of an archive stays in its cache for ever; a retry needs a new one. */
export function forgetArchive(address: string): void {
  protocol?.tiles.set(address, new PMTiles(address));
}
