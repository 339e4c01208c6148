"use client";
import "maplibre-gl/dist/maplibre-gl.css";
import { type KeyboardEvent, useEffect, useEffectEvent, useMemo, useRef, useState } from "react";
import { useLanguage, useText } from "#components/shell/language.tsx";
import { type Basemap, BUILT_IN } from "./basemap.ts";
import { type GroundName, type Placed, sameNames } from "./declutter.ts";
import { type Camera, createEngine, type Engine, zoomLift } from "./engine.ts";
import type { MapHealth } from "./health.ts";
import { columnsOf, sameInputs } from "./inputs.ts";
import { Legend } from "./Legend.tsx";
import { Locator } from "./Locator.tsx";
import { FONT_FAMILY, labelLayers, placedLabels, steady } from "./labels.ts";
import type { MapLayer, Paint } from "./layers/layer.ts";
import { MapControls } from "./MapControls.tsx";
import { MapTrouble } from "./MapTrouble.tsx";
import style from "./map.module.css";
import { ObjectCard } from "./ObjectCard.tsx";
import type { ThemeName } from "./palette.ts";
import { findCard, type Picked, pickedFrom } from "./pick.ts";
import { useScreen } from "./screen.ts";
import { foreignStyle, mapStyle, type StyleRequest } from "./style.ts";
import type { LayerView } from "./view.ts";

export type MapProps = {
  /** Layers to show, in any order; see layers/catalog.ts. */
  layers: readonly MapLayer[];
  /** A new object whenever anything in it changed. */
  view: LayerView;
  initialViewState: Camera;
  /** GSO code of the province whose land stands out. */
  province?: string;
  theme?: ThemeName;
  basemap?: Basemap;
  /** False on a wall that nobody touches: no controls, no picking. */
  interactive?: boolean;
  legend?: boolean;
  /** The inset of the whole country with Hoàng Sa and Trường Sa. */
  locator?: boolean;
  onHealth?: (health: MapHealth) => void;
  /** A person chose an object: its asset id. */
  onChoose?: (assetId: number) => void;
};

const NO_HEALTH: MapHealth = { expected: 0, drawn: 0, missing: [], ground: "loading", losses: 0 };

/** The map of the province: offline ground, live layers, legend, cards. Loads 450 kB: use MapView.tsx. */
export default function ProvinceMap({
  layers,
  view,
  initialViewState,
  province,
  theme = "van-hanh",
  basemap = BUILT_IN,
  interactive = true,
  legend = true,
  locator = true,
  onHealth,
  onChoose,
}: MapProps) {
  const language = useLanguage();
  const t = useText();
  const box = useRef<HTMLDivElement>(null);
  const engine = useRef<Engine>(null);
  const drawn = useRef<readonly unknown[]>([]);
  const labels = useRef<readonly Placed[]>([]);
  const card = useRef<HTMLElement>(null);
  const { scale, reducedMotion, fontReady } = useScreen(FONT_FAMILY);
  const [zoom, setZoom] = useState(Math.floor(initialViewState.zoom * 2) / 2);
  const [lift, setLift] = useState<number>();
  const [generation, setGeneration] = useState(0);
  const [life, setLife] = useState(0);
  const [bounds, setBounds] = useState<ReturnType<Engine["bounds"]>>();
  const [names, setNames] = useState<readonly GroundName[]>([]);
  const [health, setHealth] = useState(NO_HEALTH);
  const [failure, setFailure] = useState(false);
  const [hovered, setHovered] = useState<Picked>();
  const [pinned, setPinned] = useState<Picked>();
  const slanted = (initialViewState.pitch ?? 0) >= 15;
  const stretch = 2 ** (lift ?? 0);
  const paint: Paint = useMemo(
    () => ({ theme, language, scale, stretch, zoom, slanted, reducedMotion }),
    [theme, language, scale, stretch, zoom, slanted, reducedMotion],
  );
  const picked = pinned ?? hovered;
  const shown = picked && findCard(picked, layers, view);

  const place = useEffectEvent(() => {
    if (!shown || !card.current || !engine.current) return;
    const { x, y } = engine.current.project(shown.lonLat);
    card.current.style.setProperty("--x", `${Math.round(x)}px`);
    card.current.style.setProperty("--y", `${Math.round(y)}px`);
  });
  const report = useEffectEvent((next: MapHealth) => {
    setHealth(next);
    onHealth?.(next);
  });
  const choose = useEffectEvent((next: Picked | undefined) => {
    setPinned(next);
    if (next) onChoose?.(next.assetId);
  });
  const pick = useEffectEvent((info: Parameters<typeof pickedFrom>[0]) => pickedFrom(info, layers, view));

  // biome-ignore lint/correctness/useExhaustiveDependencies: one map for the life of the screen; what changes is set below
  useEffect(() => {
    const container = box.current;
    if (!container) return;
    const measured = Math.round(zoomLift(container) * 4) / 4;
    setLift(measured);
    try {
      const made = createEngine(
        {
          container,
          style: mapStyle({ ...request(measured), basemap: basemap.kind === "tiles" ? basemap : BUILT_IN }),
          camera: initialViewState,
          interactive,
          label: t("map.label"),
          reach: 6 * scale,
          reducedMotion,
        },
        {
          rebuild: () => setGeneration((n) => n + 1),
          dead: () => setLife((n) => n + 1),
          health: report,
          moved: () => place(),
          zoomed: (next) => {
            setZoom(Math.floor(next * 2 + 0.01) / 2);
            setLift(Math.round(zoomLift(container) * 4) / 4);
            setBounds(engine.current?.bounds());
          },
          named: (next) => setNames((old) => (sameNames(old, next) ? old : next)),
          hover: (info) => interactive && setHovered(pick(info)),
          click: (info) => interactive && choose(pick(info)),
        },
      );
      engine.current = made;
      setBounds(made.bounds());
      setFailure(false);
      setGeneration((n) => n + 1);
      return () => {
        engine.current = null;
        made.destroy();
      };
    } catch {
      // MapLibre throws where the browser gives no WebGL 2: the screen says so and keeps its numbers.
      setFailure(true);
    }
  }, [life, interactive, initialViewState]);

  function request(atLift: number): StyleRequest {
    return { basemap, theme, language, own: province, scale, lift: atLift, origin: window.location.origin };
  }

  // biome-ignore lint/correctness/useExhaustiveDependencies: request() reads exactly these
  useEffect(() => {
    if (lift === undefined) return;
    let current = true;
    if (basemap.kind === "tiles") {
      engine.current?.setStyle(mapStyle(request(lift)));
      return;
    }
    foreignStyle(basemap.url, request(lift)).then(
      (loaded) => current && engine.current?.setStyle(loaded),
      // The built-in ground stays: a wrong address must not blank the wall.
      (cause) => console.error(cause),
    );
    return () => {
      current = false;
    };
  }, [basemap, theme, language, province, scale, lift, life]);

  useEffect(() => {
    const inputs = [layers, paint, names, generation, fontReady, ...columnsOf(layers, view)];
    if (sameInputs(inputs, drawn.current)) return;
    drawn.current = inputs;
    const ordered = layers.toSorted((a, b) => a.order - b.order);
    const built = ordered.flatMap((layer) => layer.build(view, paint));
    labels.current = fontReady ? steady(labels.current, placedLabels(ordered, view, { paint, names })) : [];
    engine.current?.setLayers([...built, ...labelLayers(labels.current, paint)]);
  }, [layers, view, paint, names, generation, fontReady]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the card moves when it shows something else
  useEffect(() => place(), [shown?.assetId, shown?.lonLat[0], shown?.lonLat[1]]);

  function onKeyDown(event: KeyboardEvent) {
    if (event.key === "Escape" && pinned) setPinned(undefined);
    else if (event.key === "Enter" && event.target instanceof HTMLCanvasElement) {
      choose(pick(engine.current?.pickMiddle()));
    } else return;
    event.preventDefault();
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys of the map inside bubble to here
    <div
      className={style.map}
      data-theme-map={theme}
      data-layers-expected={health.expected}
      data-layers-drawn={health.drawn}
      data-ground={health.ground}
      data-context-losses={health.losses}
      onKeyDown={onKeyDown}
    >
      <div key={life} ref={box} className={style.canvas} />
      <span className={style.crosshair} aria-hidden="true" />
      <MapTrouble health={health} failure={failure} />
      {legend && <Legend layers={layers} view={view} paint={paint} />}
      {locator && <Locator bounds={bounds} />}
      {interactive && <MapControls engine={engine} />}
      {basemap.attribution && <p className={style.attribution}>{basemap.attribution}</p>}
      {shown && (
        <ObjectCard
          ref={card}
          card={shown}
          now={view.now}
          onClose={pinned ? () => setPinned(undefined) : undefined}
        />
      )}
    </div>
  );
}
