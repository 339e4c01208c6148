import type { Layer } from "@deck.gl/core";

/** What the wall may say about its own map. */
export type MapHealth = {
  expected: number;
  drawn: number;
  /** Ids of layers that should be on the screen and are not. */
  missing: readonly string[];
  ground: "loading" | "ok" | "failed";
  /** Lost WebGL contexts since the map was made. */
  losses: number;
};

/** A frame takes up to 2 s on a 4K wall drawn by the processor alone; five times that is no frame. */
const FRAME_LIMIT_MS = 10_000;

export type Beat = {
  layers: readonly Layer[];
  /** Ids that deck.gl reported an error for since the layers were set. */
  failed: ReadonlySet<string>;
  contextLost: boolean;
  /** When the layers were set and when a frame was last finished, on one clock. */
  setAt: number;
  frameAt: number;
  now: number;
  visible: boolean;
};

/** Layers that are not drawn: not initialized, failed, or no frame since they were set. */
export function missingLayers(beat: Beat): string[] {
  const ids = beat.layers.map((layer) => layer.id);
  if (beat.contextLost) return ids;
  const frozen = beat.visible && beat.frameAt < beat.setAt && beat.now - beat.setAt > FRAME_LIMIT_MS;
  if (frozen) return ids;
  return beat.layers.filter((layer) => !isDrawn(layer, beat.failed)).map(({ id }) => id);
}

const READY = new Set(["Initialized", "Matched. State transferred from previous layer"]);

function isDrawn(layer: Layer, failed: ReadonlySet<string>): boolean {
  if ([...failed].some((id) => id === layer.id || id.startsWith(`${layer.id}-`))) return false;
  return READY.has(layer.lifecycle) && layer.isLoaded;
}

/** Beats that a fault must last before it is reported: linking shaders on a slow machine is no fault. */
const PATIENCE = 5;

/** Lets a fault through once it has lasted; a recovery at once. */
export function patience(): (missing: readonly string[]) => readonly string[] {
  let beats = 0;
  return (missing) => {
    beats = missing.length > 0 ? beats + 1 : 0;
    return beats >= PATIENCE ? missing : [];
  };
}

export function sameHealth(a: MapHealth, b: MapHealth): boolean {
  return (
    a.expected === b.expected &&
    a.drawn === b.drawn &&
    a.ground === b.ground &&
    a.losses === b.losses &&
    a.missing.join() === b.missing.join()
  );
}
