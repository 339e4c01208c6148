import { describe, expect, test } from "vitest";
import { rivers } from "#ingest/demo/province/rivers.ts";
import { DAY, HOUR } from "./calendar.ts";
import { hydrology } from "./hydrology.ts";
import { advance, networkOf, stillWater, stored } from "./network.ts";
import { rainField } from "./rain.ts";
import { release, targetVolume } from "./reservoir.ts";

const network = networkOf(rivers);
const NOW = Date.parse("2026-11-21T09:00:00Z");

describe("the river network", () => {
  test("keeps every drop of a storm: what fell has run out or is stored", () => {
    const water = stillWater(network);
    const outlet = network.indexOf("kon-thanh-hoa");
    const kon = network.nodes.filter((node) => node.river === "Kôn");
    const area = kon.reduce((sum, node) => sum + node.localKm2, 0);
    const fellMm = 120;
    let passed = 0;
    for (let step = 0; step < 4000; step++) {
      const flows = advance(network, water, {
        hours: 0.25,
        local: (i) => (step < 24 ? ((fellMm / 6) * (network.nodes[i]?.localKm2 ?? 0)) / 3.6 : 0),
        base: () => 0,
        release: (_, volume) => (volume * 1e6) / (30 * 3600),
      });
      passed += stored(flows.outflow[outlet] ?? 0, 0.25);
    }
    expect(passed).toBeCloseTo((fellMm * area) / 1000, 1);
  });

  test("a reservoir gains exactly inflow minus release", () => {
    const water = stillWater(network);
    const i = network.indexOf("ho-dinh-binh");
    const body = network.nodes[i]?.reservoir;
    if (!body) throw new Error("Định Bình lost its reservoir");
    water.volume[i] = targetVolume(body, NOW);
    const before = water.volume[i];
    let balance = 0;
    for (let step = 0; step < 500; step++) {
      const flows = advance(network, water, {
        hours: 0.5,
        local: (n) => (step % 50 < 10 ? 20 * (network.nodes[n]?.localKm2 ?? 0) : 0) / 36,
        base: (n) => (network.nodes[n]?.localKm2 ?? 0) * 0.03,
        release: (n, volume) => {
          const reservoir = network.nodes[n]?.reservoir;
          return reservoir ? release(reservoir, NOW, volume) : 0;
        },
      });
      balance += stored((flows.inflow[i] ?? 0) - (flows.outflow[i] ?? 0), 0.5);
    }
    expect((water.volume[i] ?? 0) - before).toBeCloseTo(balance, 6);
    expect(Math.abs(balance)).toBeGreaterThan(1);
  });

  test("the crest arrives downstream later", () => {
    const water = stillWater(network);
    const crest = new Map<string, { flow: number; hour: number }>();
    for (let step = 0; step < 200; step++) {
      const flows = advance(network, water, {
        hours: 0.25,
        local: (i) => (step < 12 ? 15 * (network.nodes[i]?.localKm2 ?? 0) : 0) / 3.6,
        base: () => 0,
        release: (_, volume) => (volume * 1e6) / (20 * 3600),
      });
      network.nodes.forEach((node, i) => {
        const flow = flows.outflow[i] ?? 0;
        if (flow > (crest.get(node.id)?.flow ?? 0)) crest.set(node.id, { flow, hour: step / 4 });
      });
    }
    const hour = (id: string) => crest.get(id)?.hour ?? Number.NaN;
    expect(hour("ha-thanh-dieu-tri")).toBeGreaterThan(hour("ha-thanh-van-canh"));
    expect(hour("kon-thanh-hoa")).toBeGreaterThan(hour("kon-binh-nghi"));
    expect(hour("tra-khuc-tra-khuc")).toBeGreaterThan(hour("tra-khuc-son-giang"));
    expect(hour("kon-thanh-hoa") - hour("kon-vinh-son")).toBeGreaterThan(4);
  });

  test("a node above must stand before the one below", () => {
    expect(() => networkOf([...rivers].reverse())).toThrow(/must come before/);
  });
});

describe("the everyday water", () => {
  const field = rainField(7);

  test("is the same whoever asks from when: a restart meets the same river", () => {
    const early = hydrology(network, field, NOW - 9 * DAY);
    const late = hydrology(network, field, NOW - HOUR);
    for (let i = 0; i < network.nodes.length; i++) {
      expect(late.inflow(i, NOW)).toBe(early.inflow(i, NOW));
      expect(late.volume(i, NOW)).toBe(early.volume(i, NOW));
    }
  });

  test("keeps its head through a long life: three weeks on, a fresh start agrees", () => {
    const old = hydrology(network, field, NOW - DAY);
    const later = NOW + 21 * DAY;
    old.inflow(0, NOW);
    const fresh = hydrology(network, field, later - DAY);
    for (let i = 0; i < network.nodes.length; i++) {
      expect(old.inflow(i, later)).toBeCloseTo(fresh.inflow(i, later), 9);
      expect(old.volume(i, later)).toBeCloseTo(fresh.volume(i, later), 9);
    }
  });

  test("reservoirs stay below their crest and above dead storage all year", () => {
    for (const month of [0, 3, 6, 8, 10]) {
      const time = Date.UTC(2026, month, 15);
      const water = hydrology(network, field, time - DAY);
      network.nodes.forEach((node, i) => {
        if (!node.reservoir) return;
        expect(water.volume(i, time) / node.reservoir.full).toBeLessThan(1.1);
        expect(water.volume(i, time) / node.reservoir.full).toBeGreaterThan(0.15);
      });
    }
  });
});
