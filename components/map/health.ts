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

/** The part of a deck.gl layer that tells whether it lives. */
export type LayerSign = { readonly id: string; readonly lifecycle: string; readonly isLoaded: boolean };

export type Beat = {
  expected: readonly string[];
  /**
   * What deck.gl holds now. The layers last handed over are no measure: on a slow machine new ones come
   * before it has taken the last ones in, and they would look dead for ever.
   */
  held: readonly LayerSign[];
  /** Ids that deck.gl reported an error for since the layers were set. */
  failed: ReadonlySet<string>;
  contextLost: boolean;
  /** deck.gl has wanted to draw for too long without doing so. */
  frozen: boolean;
};

/** Layers that are not drawn: unknown to deck.gl, not ready, failed, or everything when no frame comes. */
export function missingLayers({ expected, held, failed, contextLost, frozen }: Beat): readonly string[] {
  if (contextLost || frozen) return expected;
  const ready = new Set(
    held.filter((layer) => READY.has(layer.lifecycle) && layer.isLoaded).map(({ id }) => id),
  );
  return expected.filter((id) => !ready.has(id) || hasFailed(id, failed));
}

/** deck.gl's words for a layer on its first and on its later updates. */
const READY = new Set(["Initialized", "Matched. State transferred from previous layer"]);

/** An error in a part of a composite layer is the layer's own. */
function hasFailed(id: string, failed: ReadonlySet<string>): boolean {
  return [...failed].some((each) => each === id || each.startsWith(`${id}-`));
}

/** A frame takes up to 2 s on a 4K wall drawn by the processor alone; ten times that is no frame. */
const FRAME_LIMIT_MS = 20_000;

/** Watches for a renderer that wants to draw and never does. */
export function stallWatch(): (wanting: boolean, frameAt: number, now: number) => boolean {
  let since: number | undefined;
  let seen = Number.NEGATIVE_INFINITY;
  return (wanting, frameAt, now) => {
    if (!wanting || frameAt > seen) since = wanting ? now : undefined;
    seen = frameAt;
    return since !== undefined && now - since > FRAME_LIMIT_MS;
  };
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
