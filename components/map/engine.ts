import type { Deck, Layer, PickingInfo } from "@deck.gl/core";
import { MapLibreOverlay } from "@deck.gl/maplibre";
import { Map as MapLibre, type StyleSpecification, type VectorTileSource } from "maplibre-gl";
import type { GroundName } from "./declutter.ts";
import { forgetArchive, prepareMapLibre } from "./ground-loader.ts";
import { type LayerSign, type MapHealth, missingLayers, patience, sameHealth, stallWatch } from "./health.ts";
import { GROUND_SOURCE } from "./style-ground.ts";
import { SEAT_LAYERS, SEAT_SIZE } from "./style-names.ts";

/** Where the map looks. `zoom` is meant for a map of 1080 lines: other sizes show the same ground. */
export type Camera = {
  longitude: number;
  latitude: number;
  zoom: number;
  pitch?: number;
  bearing?: number;
};

export type EngineEvents = {
  /** The overlay was made anew: its layers must be built again, the old ones died with it. */
  rebuild(): void;
  /** The map's own context did not come back: only a new map helps. */
  dead(): void;
  health(health: MapHealth): void;
  moved(): void;
  zoomed(zoom: number): void;
  /** Towns whose names are on the screen now. */
  named(names: readonly GroundName[]): void;
  hover(info: PickingInfo | undefined): void;
  click(info: PickingInfo | undefined): void;
};

export type EngineOptions = {
  container: HTMLElement;
  style: StyleSpecification;
  camera: Camera;
  interactive: boolean;
  label: string;
  /** Pixels around the pointer that still hit an object. */
  reach: number;
  reducedMotion: boolean;
};

export type Engine = {
  setStyle(style: StyleSpecification): void;
  setLayers(layers: Layer[]): void;
  zoomBy(steps: number): void;
  home(): void;
  refit(): void;
  /** What lies in the middle, for a reader without a pointer. */
  pickMiddle(): PickingInfo | undefined;
  project(lonLat: readonly [number, number]): { x: number; y: number };
  /** West, south, east, north of what is seen. */
  bounds(): [number, number, number, number];
  destroy(): void;
};

/** Tiles, context and labels cover this; beyond is nothing to see. */
const BOUNDS: [number, number, number, number] = [55, -25, 165, 60];
const BEAT_MS = 2000;
const RESTORE_LIMIT_MS = 5000;
const RETRY_GROUND_MS = 15_000;

/** Zoom levels that this many lines are ahead of 1080. */
export function zoomLift(container: HTMLElement): number {
  return Math.log2(Math.max(200, container.clientHeight) / 1080);
}

export function createEngine(options: EngineOptions, events: EngineEvents): Engine {
  prepareMapLibre();
  const { container, camera } = options;
  const map = new MapLibre({
    container,
    style: options.style,
    ...placed(camera, container),
    minZoom: 3.5,
    maxZoom: 16,
    maxBounds: BOUNDS,
    renderWorldCopies: false,
    interactive: options.interactive,
    dragRotate: false,
    touchPitch: false,
    pitchWithRotate: false,
    attributionControl: false,
    // Walls are wider than the default of 4096 and would be drawn blurred.
    maxCanvasSize: [16_384, 16_384],
    fadeDuration: options.reducedMotion ? 0 : 200,
    reduceMotion: options.reducedMotion,
    locale: { "Map.Title": options.label },
  });
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();

  let layers: Layer[] = [];
  let failed = new Set<string>();
  let frameAt = Number.NEGATIVE_INFINITY;
  let ground: MapHealth["ground"] = "loading";
  let losses = 0;
  let contextLost = false;
  let touched = false;
  let overlay = addOverlay();
  let reported: MapHealth | undefined;
  let restoreTimer: ReturnType<typeof setTimeout> | undefined;
  let retryTimer: ReturnType<typeof setTimeout> | undefined;
  const lasting = patience();
  const stalled = stallWatch();
  const beatTimer = setInterval(beat, BEAT_MS);

  function addOverlay(): MapLibreOverlay {
    const made = new MapLibreOverlay({
      interleaved: false,
      layers: [],
      pickingRadius: options.reach,
      getCursor: ({ isHovering }) => (isHovering ? "pointer" : "grab"),
      onHover: (info) => events.hover(info.layer ? info : undefined),
      onClick: (info) => events.click(info.layer ? info : undefined),
      onAfterRender: () => {
        frameAt = performance.now();
      },
      onError: (_error, layer) => {
        if (layer) failed.add(layer.id);
      },
      onLoad: () => made.getCanvas()?.addEventListener("webglcontextlost", onOverlayLost, { once: true }),
    });
    map.addControl(made);
    return made;
  }

  /** deck.gl does not draw again into a context that was lost: it gets a new canvas. */
  function onOverlayLost(): void {
    losses += 1;
    contextLost = true;
    beat();
    setTimeout(() => {
      map.removeControl(overlay);
      layers = [];
      overlay = addOverlay();
      contextLost = false;
      events.rebuild();
    }, 300);
  }

  map.on("webglcontextlost", () => {
    losses += 1;
    restoreTimer = setTimeout(events.dead, RESTORE_LIMIT_MS);
  });
  map.on("webglcontextrestored", () => clearTimeout(restoreTimer));
  map.on("sourcedata", (event) => {
    if (event.sourceId === GROUND_SOURCE && event.isSourceLoaded) ground = "ok";
  });
  map.on("error", (event) => {
    const { sourceId } = event as { sourceId?: string };
    if (sourceId !== GROUND_SOURCE || ground === "ok") return;
    ground = "failed";
    clearTimeout(retryTimer);
    retryTimer = setTimeout(retryGround, RETRY_GROUND_MS);
  });
  map.on("move", events.moved);
  map.on("idle", () => {
    // A style of the province's own has no source of that name: drawn is loaded.
    if (!map.getSource(GROUND_SOURCE)) ground = "ok";
    events.named(namesInView(map));
  });
  map.on("moveend", () => events.zoomed(map.getZoom() - zoomLift(container)));
  for (const gesture of ["dragstart", "wheel", "touchmove", "dblclick"] as const) {
    map.on(gesture, () => {
      touched = true;
    });
  }
  map.on("resize", () => {
    if (!touched) map.jumpTo(placed(camera, container));
    events.zoomed(map.getZoom() - zoomLift(container));
  });

  function retryGround(): void {
    const source = map.getSource(GROUND_SOURCE) as VectorTileSource | undefined;
    if (!source?.url) return;
    forgetArchive(source.url.replace(/^pmtiles:\/\//, ""));
    source.setUrl(source.url);
  }

  function beat(): void {
    const deck = deckOf(overlay);
    const visible = document.visibilityState === "visible";
    const wanting =
      visible && (!deck?.isInitialized || deck.needsRedraw({ clearRedrawFlags: false }) !== false);
    const absent = missingLayers({
      expected: layers.map(({ id }) => id),
      held: heldBy(deck),
      failed,
      contextLost,
      frozen: stalled(wanting, frameAt, performance.now()),
    });
    const missing = contextLost ? absent : lasting(absent);
    const health = {
      expected: layers.length,
      drawn: layers.length - missing.length,
      missing,
      ground,
      losses,
    };
    if (reported && sameHealth(health, reported)) return;
    reported = health;
    events.health(health);
  }

  return {
    setStyle(style) {
      map.setStyle(style, { diff: true });
    },
    setLayers(next) {
      layers = next;
      failed = new Set();
      if (!contextLost) overlay.setProps({ layers: next });
    },
    zoomBy(steps) {
      touched = true;
      map.zoomTo(map.getZoom() + steps);
    },
    home() {
      touched = false;
      map.easeTo(placed(camera, container));
    },
    refit() {
      if (!touched) map.jumpTo(placed(camera, container));
    },
    pickMiddle() {
      const { clientWidth, clientHeight } = container;
      const found = overlay.pickObject({
        x: clientWidth / 2,
        y: clientHeight / 2,
        radius: options.reach * 4,
      });
      return found ?? undefined;
    },
    project(lonLat) {
      return map.project([lonLat[0], lonLat[1]]);
    },
    bounds() {
      const seen = map.getBounds();
      return [seen.getWest(), seen.getSouth(), seen.getEast(), seen.getNorth()];
    },
    destroy() {
      clearInterval(beatTimer);
      clearTimeout(restoreTimer);
      clearTimeout(retryTimer);
      map.remove();
    },
  };
}

/** The overlay keeps its Deck to itself and Deck its layers; only they know what is really held. */
function deckOf(overlay: MapLibreOverlay): Deck | undefined {
  return Reflect.get(overlay, "_deck") as Deck | undefined;
}

function heldBy(deck: Deck | undefined): LayerSign[] {
  const manager = deck && (Reflect.get(deck, "layerManager") as { getLayers(): LayerSign[] } | null);
  return manager?.getLayers() ?? [];
}

function namesInView(map: MapLibre): GroundName[] {
  const layers = SEAT_LAYERS.filter((id) => map.getLayer(id));
  if (layers.length === 0) return [];
  return map.queryRenderedFeatures({ layers }).flatMap(({ geometry, properties }) => {
    if (geometry.type !== "Point") return [];
    const [lon = 0, lat = 0] = geometry.coordinates;
    return [{ lonLat: [lon, lat] as const, text: String(properties.name), size: SEAT_SIZE }];
  });
}

function placed({ longitude, latitude, zoom, pitch = 0, bearing = 0 }: Camera, container: HTMLElement) {
  return {
    center: [longitude, latitude] as [number, number],
    zoom: zoom + zoomLift(container),
    pitch,
    bearing,
  };
}
