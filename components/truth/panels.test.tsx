import { renderToStaticMarkup } from "react-dom/server";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { alertRow } from "#components/alerts/testing.ts";
import { LiveContext } from "#components/live/page.ts";
import blueprint from "#components/panels/_blueprint.tsx";
import { panelKinds } from "#components/panels/catalog.ts";
import type { PanelKind } from "#components/panels/panel.ts";
import { Quiet } from "#components/panels/Quiet.tsx";
import { LanguageProvider } from "#components/shell/language.tsx";
import { ToastProvider } from "#components/ui/Toast.tsx";
import type { AlertRow } from "#lib/alert/model.ts";
import { vi as texts } from "#lib/i18n/vi.ts";
import { metrics } from "#lib/metric/catalog.ts";
import { saidIn } from "./html.ts";
import {
  COUNTS,
  EVERY,
  FIGURES,
  NOW,
  PARTLY,
  type Scene,
  SIMULATED,
  storeOf,
  UNKNOWN,
  WHOLE,
} from "./scenes.ts";

// On a server stores are empty; here every panel is drawn with what its page's store holds.
vi.mock("react", async (original) => {
  const react = await original<typeof import("react")>();
  return { ...react, useSyncExternalStore: (_: unknown, read: () => unknown) => read() };
});

const kinds = [...panelKinds, blueprint];
const configs = kinds.map((kind) => kind.example as { assets?: unknown; type?: unknown });
const asked = {
  kinds: [
    ...new Set(["vessel", "bus", ...configs.map((c) => c.assets).filter((a) => typeof a === "string")]),
  ],
  types: [...new Set(configs.map((c) => c.type).filter((type) => typeof type === "string"))],
};

/** Words that say that all is well: of no scale, of none but these. */
const WELL = [
  texts["kpi.noneAbove"],
  texts["alerts.quiet"],
  ...metrics.flatMap(({ levels }) => levels?.items.slice(0, 1).map((item) => item.title.vi) ?? []),
];
/** Words that say that something is so this moment. */
const LIVE = ["vừa xong", texts["feedState.live"], texts["link.live"]];
/** Words that own up to not knowing. */
const DOUBT = /chưa rõ|chưa có|chờ|đang tải|cũ|nghi ngờ|chưa xác nhận|im lặng|rõ \d+\/\d+/iu;
/** What marks a figure as one that is not of now. */
const NOT_NOW = /data-doubt=|data-figure="last"|data-state="(?!live|late)/;

beforeEach(() => void vi.useFakeTimers({ now: NOW, toFake: ["Date", "performance"] }));
afterEach(() => void vi.useRealTimers());

function draw(Body: () => React.ReactNode, scene: Scene, alerts: readonly AlertRow[] = []): string {
  const store = storeOf(scene, { ...asked, alerts }, performance.now());
  const live = { store, ackAlert: never, look: never };
  return renderToStaticMarkup(
    <LanguageProvider language="vi">
      <LiveContext value={live}>
        <ToastProvider>
          <Body />
        </ToastProvider>
      </LiveContext>
    </LanguageProvider>,
  );
}
const never = () => Promise.resolve({ ok: false, reason: "unavailable" } as const);
const panel = (kind: PanelKind) => {
  const config = kind.schema.parse(kind.example);
  return () => <kind.Body config={config} />;
};
const textOf = (html: string) =>
  saidIn(html)
    .map(({ text }) => text)
    .join(" ");
const wellIn = (html: string) => WELL.filter((words) => textOf(html).includes(words));
/** Whether a text holds one of these numbers, and not as a part of another. */
const holds = (text: string, figures: readonly string[]) =>
  figures.some((figure) => new RegExp(`(?<![\\d.,])${figure.replace(".", "\\.")}(?![\\d])`, "u").test(text));
const numbersOfNow = (html: string) =>
  saidIn(html)
    .filter(
      ({ text, around }) => holds(text, [...FIGURES, ...COUNTS]) && !around.some((tag) => NOT_NOW.test(tag)),
    )
    .map(({ text }) => text);

describe.each(kinds.map((kind) => [kind.id, panel(kind)] as const))("panel %s", (_id, Body) => {
  it.each(UNKNOWN.map((scene) => [scene.name, scene] as const))("says nothing of now: %s", (_name, scene) => {
    const html = draw(Body, scene);
    expect(wellIn(html)).toEqual([]);
    expect(numbersOfNow(html)).toEqual([]);
    expect(LIVE.filter((words) => textOf(html).includes(words))).toEqual([]);
  });

  it.each(UNKNOWN.map((scene) => [scene.name, scene] as const))("owns up to it: %s", (_name, scene) => {
    const text = textOf(draw(Body, scene));
    // A canvas has no words; the layers on it have a contract of their own.
    if (holds(textOf(draw(Body, WHOLE)), [...FIGURES, ...COUNTS])) expect(text).toMatch(DOUBT);
  });

  it.each(PARTLY.map((scene) => [scene.name, scene] as const))("says of how many: %s", (_name, scene) => {
    const html = draw(Body, scene);
    const isOfPlaces = holds(textOf(draw(Body, WHOLE)), FIGURES);
    if (isOfPlaces) expect(textOf(html)).toMatch(/rõ \d\/4|cũ/u);
    if (isOfPlaces) expect(wellIn(html)).toEqual([]);
  });

  it("marks what is simulated", () => {
    const html = draw(Body, SIMULATED);
    const showsIt = holds(textOf(html), [...FIGURES, ...COUNTS]);
    if (showsIt) expect(html).toContain(`aria-label="${texts["app.simulated"]}"`);
    else expect(textOf(html)).not.toMatch(/\d,\d\d/);
  });

  it.each([-25, -3, 3])("does not care that the browser's clock is %i h off", (hours) => {
    for (const scene of EVERY) {
      vi.setSystemTime(NOW);
      const right = draw(Body, scene);
      vi.setSystemTime(NOW + hours * 3_600_000);
      expect(draw(Body, scene), scene.name).toBe(right);
    }
  });
});

it("that nothing rings is no all-clear while feeds are silent", () => {
  const quiet = () => <Quiet text={texts["alerts.quiet"]} />;
  for (const scene of UNKNOWN) expect(wellIn(draw(quiet, scene)), scene.name).toEqual([]);
  expect(wellIn(draw(quiet, WHOLE))).toEqual([texts["alerts.quiet"]]);
});

describe.each(kinds.filter(({ id }) => id === "alerts").map((kind) => [kind.id, panel(kind)] as const))(
  "list %s",
  (_id, Body) => {
    const named = (nameVi: string) =>
      ({ key: nameVi, kind: "gauge", nameVi, nameEn: nameVi }) as AlertRow["asset"];
    const crowd = Array.from({ length: 40 }, (_, i) =>
      alertRow({
        id: 10 + i,
        assetId: 10 + i,
        priority: 4,
        asset: named(`Đông ${i}`),
        rungAt: NOW,
        simulated: false,
      }),
    );
    const waits = alertRow({
      id: 1,
      priority: 1,
      process: "returned",
      asset: named("Chờ"),
      simulated: false,
    });

    it("has an unacknowledged P1 on its first page whatever rings beside it, and says what is elsewhere", () => {
      const said = textOf(draw(Body, WHOLE, [...crowd, waits]));
      expect(said.indexOf("Chờ")).toBeGreaterThan(-1);
      expect(said.indexOf("Chờ")).toBeLessThan(said.indexOf("Đông"));
      expect(said).toMatch(/trang 1\/\d/u);
      expect(said).toMatch(/\d+ ở trang khác/u);
    });

    it("says of a gauge that died that it is not known any more, and of a simulated one that it is", () => {
      const dead = alertRow({ id: 2, assetId: 2, process: "unknown", asset: named("Im"), simulated: true });
      const html = draw(Body, WHOLE, [dead]);
      expect(textOf(html)).toContain(texts["alert.unknownInput"]);
      expect(html).toContain(`aria-label="${texts["app.simulated"]}"`);
    });
  },
);

it("the contract sees what it looks for: where all is known, it is said", () => {
  const all = panelKinds.map((kind) => draw(panel(kind), WHOLE));
  expect(all.flatMap(wellIn)).toContain(texts["kpi.noneAbove"]);
  expect(all.flatMap(wellIn)).toContain(texts["alerts.quiet"]);
  for (const id of ["metric", "bars", "levels", "open-records", "severity", "moving"]) {
    const kind = panelKinds.find((one) => one.id === id);
    if (kind) expect(textOf(draw(panel(kind), WHOLE)), id).not.toMatch(/chưa rõ|rõ \d\/4/u);
  }
  expect(all.flatMap(numbersOfNow).length).toBeGreaterThan(5);
});
