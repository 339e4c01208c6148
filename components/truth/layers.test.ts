import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { needsText, viewPicture } from "#components/live/pictures.ts";
import { basisOfLayer } from "#components/map/known.ts";
import { mapLayers } from "#components/map/layers/catalog.ts";
import type { MapLayer, Paint } from "#components/map/layers/layer.ts";
import { PALETTES } from "#components/map/palette.ts";
import type { LayerView } from "#components/map/view.ts";
import { metrics } from "#lib/metric/catalog.ts";
import { EVERY, NOW, type Scene, SIMULATED, storeOf, UNKNOWN, WHOLE } from "./scenes.ts";

const paint: Paint = {
  theme: "van-hanh",
  language: "vi",
  scale: 1,
  stretch: 1,
  zoom: 9.5,
  slanted: false,
  reducedMotion: false,
};
const { stale } = PALETTES["van-hanh"];
const asked = { kinds: ["vessel", "bus"], types: [] };
/** Names of levels, short ones too, as a label would carry them. */
const LEVELS = metrics
  .flatMap(({ levels }) => levels?.items.map((item) => item.title.vi) ?? [])
  .concat("BĐ I");
/** What a page hears of its server is said around a map, not on it. */
const UNHEARD = new Set(["the server deaf", "nothing stored", "the server gone"]);
/** Those that draw what was measured or where something is. */
const layers = mapLayers
  .filter(({ needs }) => needs.metrics || needs.positions)
  .map((layer): [string, MapLayer] => [layer.id, layer]);

beforeEach(() => void vi.useFakeTimers({ now: NOW, toFake: ["Date", "performance"] }));
afterEach(() => void vi.useRealTimers());

function viewOf(scene: Scene, { needs }: MapLayer): LayerView {
  return viewPicture.read(storeOf(scene, asked, performance.now()), needsText(needs))();
}

type Marks = { getIcon?(object: unknown, info: { index: number }): string; data: { length: number } };
/** Every icon that a layer draws, but for the rims beneath them. */
function iconsOf(layer: MapLayer, scene: Scene): string[] {
  return layer.build(viewOf(scene, layer), paint).flatMap(({ id, props }) => {
    const { getIcon, data } = props as unknown as Marks;
    if (!getIcon || id.endsWith("-rim")) return [];
    return Array.from({ length: data.length }, (_, index) => getIcon(null, { index }));
  });
}

describe.each(layers)("layer %s", (_id, layer) => {
  const unknown = UNKNOWN.filter(({ name }) => !UNHEARD.has(name));

  it.each(unknown.map((scene) => [scene.name, scene] as const))(
    "draws nothing as of now: %s",
    (_name, scene) => {
      const view = viewOf(scene, layer);
      for (const icon of iconsOf(layer, scene)) expect(icon).toMatch(/-hollow$/);
      for (const { text, color } of layer.labels?.(view, paint) ?? []) {
        expect(color).toBe(stale);
        expect(LEVELS.filter((level) => text.includes(level))).toEqual([]);
      }
      const card = layer.card?.(view, { index: 0, layer: null });
      if (!card) return;
      expect(card.doubt).not.toBeNull();
      expect(LEVELS).not.toContain(card.note?.vi);
    },
  );

  it.each(unknown.map((scene) => [scene.name, scene] as const))(
    "counts nothing as known: %s",
    (_name, scene) => {
      const basis = basisOfLayer(layer, viewOf(scene, layer));
      expect(basis?.known).toBe(0);
      // Who never spoke is missed by name of its series; what moves is known only once it has spoken.
      expect(basis?.total).toBe(layer.needs.metrics || scene.name !== "nothing" ? 4 : 0);
    },
  );

  it("says of a simulated one that it is", () => {
    const card = layer.card?.(viewOf(SIMULATED, layer), { index: 0, layer: null });
    if (card) expect(card.simulated).toBe(true);
    expect(layer.card?.(viewOf(SIMULATED, layer), { index: 1, layer: null })?.simulated ?? false).toBe(false);
  });

  it.each([-25, -3, 3])("does not care that the browser's clock is %i h off", (hours) => {
    for (const scene of EVERY) {
      vi.setSystemTime(NOW);
      const right = iconsOf(layer, scene);
      vi.setSystemTime(NOW + hours * 3_600_000);
      expect(iconsOf(layer, scene), scene.name).toEqual(right);
    }
  });
});

it("the contract sees what it looks for: where all is known, marks are whole", () => {
  const icons = layers.flatMap(([, layer]) => iconsOf(layer, WHOLE));
  expect(icons.length).toBeGreaterThan(20);
  expect(icons.filter((icon) => icon.endsWith("-hollow"))).toEqual([]);
});
