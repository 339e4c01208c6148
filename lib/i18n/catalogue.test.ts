import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { DutyRefusal } from "../alert/duty.ts";
import { ALERT_REFUSALS } from "../alert/event.ts";
import { RECEIVE_REFUSALS } from "../alert/receive.ts";
import { REFUSALS } from "../feed/model.ts";
import { ORDER_REFUSALS } from "../order/model.ts";
import { SOCKET_REFUSALS } from "../protocol.ts";
import { CHECK_REASONS } from "../rule/check.ts";
import { PROPOSAL_REFUSALS } from "../rule/proposal.ts";
import { HANDOVER_REFUSALS, ROSTER_REFUSALS } from "../shift/model.ts";
import { en } from "./en.ts";
import { findText } from "./model.ts";
import { areas, vi } from "./vi.ts";

const PLACE = /\{(\w+)(?::[^}]*)?\}/g;
const places = (text: string) => [...new Set([...text.matchAll(PLACE)].map((m) => m[1]))].sort();
/** Letters that only Vietnamese text has. */
const VIETNAMESE = /[ăđơưắằẳẵặấầẩẫậếềểễệốồổỗộớờởỡợứừửữựạảẹẻẽịỉĩọỏụủũỳỷỹỵ]/i;

describe("catalogue", () => {
  it("has the same keys in both languages and no empty text", () => {
    expect(Object.keys(en).sort()).toEqual(Object.keys(vi).sort());
    for (const [key, text] of [...Object.entries(vi), ...Object.entries(en)]) {
      expect(text.trim(), key).not.toBe("");
    }
  });

  it("names the same places in both languages", () => {
    for (const key of Object.keys(vi) as (keyof typeof vi)[]) {
      expect(places(en[key]), key).toEqual(places(vi[key]));
    }
  });

  it("defines no key in two areas", () => {
    const keys = Object.values(areas).flatMap((area) => Object.keys(area));
    expect(keys.length).toBe(new Set(keys).size);
    expect(keys.length).toBe(Object.keys(vi).length);
  });
});

describe("reasons that come with data", () => {
  it("each have a sentence", () => {
    const duty: DutyRefusal[] = [
      "not_allowed",
      "not_your_agency",
      "too_urgent_for_role",
      "too_long_for_role",
    ];
    for (const reason of [
      ...ALERT_REFUSALS,
      ...SOCKET_REFUSALS,
      ...RECEIVE_REFUSALS,
      ...PROPOSAL_REFUSALS,
      ...CHECK_REASONS,
      ...ROSTER_REFUSALS,
      ...HANDOVER_REFUSALS,
      ...ORDER_REFUSALS,
      ...duty,
    ]) {
      expect(findText("vi", `refusal.${reason}`), reason).toBeDefined();
    }
    for (const reason of REFUSALS) expect(findText("vi", `feedError.${reason}`), reason).toBeDefined();
  });
});

describe("texts", () => {
  const sources = ["app", "components"].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((path) => /\.tsx$/.test(path) && !/\.test\.tsx$/.test(path))
      .map((path) => `${folder}/${path}`),
  );

  it("stand in the catalogue, or in a { vi, en } pair of a registry", () => {
    expect(sources.length).toBeGreaterThan(5);
    const found = sources.flatMap((path) =>
      hardCoded(readFileSync(path, "utf8")).map((line) => `${path}: ${line}`),
    );
    expect(found).toEqual([]);
  });

  it("are found when a component writes one itself", () => {
    expect(hardCoded("<p>Đang tải</p>")).toEqual(["<p>Đang tải</p>"]);
    expect(hardCoded('title: { vi: "Cảnh báo", en: "Alerts" },\n// đúng đủ sạch sống')).toEqual([]);
  });
});

function hardCoded(source: string): string[] {
  return source
    .replace(/\/\*[\s\S]*?\*\//g, "")
    .split("\n")
    .map((line) => line.replace(/(^|\s)\/\/.*/, "").replace(/\bvi: "[^"]*"/g, ""))
    .filter((line) => VIETNAMESE.test(line))
    .map((line) => line.trim());
}
