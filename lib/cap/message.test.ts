import { readFile } from "node:fs/promises";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { validateXML } from "xmllint-wasm";
import { atomOf } from "./atom.ts";
import { blank, followUp } from "./draft.ts";
import { isoAt, type Message, messageOf, messageSchema } from "./message.ts";
import { CATEGORIES, type Content, contentSchema, isSimple, missing, RESPONSES, STATUSES } from "./model.ts";
import { fromXml, toXml } from "./xml.ts";

const NOW = Date.UTC(2025, 10, 18, 19, 30);
const HOUR = 3_600_000;
const office = {
  sender: "ioc@gialai.example",
  nameVi: "Trung tâm điều hành thông minh tỉnh",
  nameEn: "Provincial operations centre",
  timezone: "Asia/Ho_Chi_Minh",
};
const stamp = { identifier: "ioc-52-20251119-1", now: NOW, follows: [], incident: null };
const schema = await readFile(join(import.meta.dirname, "testing/cap-1.2.xsd"), "utf8");

const flood: Content = {
  ...blank(NOW),
  status: "Actual",
  category: "Met",
  urgency: "Immediate",
  severity: "Severe",
  certainty: "Observed",
  responses: ["Evacuate", "Avoid"],
  riskLevel: 3,
  onset: NOW + HOUR,
  vi: {
    event: "Lũ",
    headline: "Lũ lớn trên sông Kôn",
    description: "Mực nước 17,31 m < BĐ III & đang lên",
    instruction: "Sơ tán.",
  },
  en: { event: "Flood", headline: "Flood on the Kon", description: "Rising.", instruction: "Leave." },
  communes: [{ code: "21796", nameVi: "Phường Bình Định", nameEn: "Binh Dinh ward" }],
  polygon: [
    [13.9, 109],
    [13.9, 109.2],
    [13.7, 109.2],
  ],
};

async function faultsOf(message: Message): Promise<string[]> {
  const { errors } = await validateXML({
    xml: [{ fileName: "cap.xml", contents: toXml(message) }],
    schema: [schema],
  });
  return errors.map(({ message: text }) => text);
}

describe("a message", () => {
  test("is valid under the standard's schema, and reads back as it was", async () => {
    const message = messageOf(flood, office, stamp);
    expect(await faultsOf(message)).toEqual([]);
    expect(fromXml(toXml(message))).toEqual(message);
    expect(message).toMatchObject({ sent: "2025-11-19T02:30:00+07:00", status: "Actual", msgType: "Alert" });
    expect(message.info.map(({ language }) => language)).toEqual(["vi-VN", "en"]);
    expect(message.info[0]?.area[0]).toEqual({
      areaDesc: "Phường Bình Định",
      polygon: ["13.90000,109.00000 13.90000,109.20000 13.70000,109.20000 13.90000,109.00000"],
      geocode: [{ valueName: "VN-GSO", value: "21796" }],
    });
  });

  test("whatever people write, stays valid", async () => {
    const text = fc.string({ unit: "binary", minLength: 1, maxLength: 60 }).map((s) => `${s}x`);
    const words = fc.record({ event: text, headline: text, description: text, instruction: text });
    const any = fc.record({
      vi: words,
      en: words,
      category: fc.constantFrom(...CATEGORIES),
      status: fc.constantFrom(...STATUSES),
      responses: fc.uniqueArray(fc.constantFrom(...RESPONSES), { minLength: 1 }),
      contact: text,
      areaVi: text,
    });
    await fc.assert(
      fc.asyncProperty(any, async (more) => {
        const content = contentSchema.parse({ ...flood, ...more });
        const message = messageOf(content, office, stamp);
        expect(await faultsOf(message)).toEqual([]);
      }),
      { numRuns: 25, seed: 7 },
    );
  });

  test("that the schema must refuse is refused by it: the check can fail", async () => {
    const message = messageOf(flood, office, stamp);
    expect(await faultsOf({ ...message, sent: "2025-11-18T19:30:00Z" })).not.toEqual([]);
    expect(await faultsOf({ ...message, status: "Real" as "Actual" })).not.toEqual([]);
    const { info, ...head } = message;
    expect(await faultsOf({ info, ...head } as Message)).not.toEqual([]);
  });

  test.each([
    ["a time in UTC", { sent: "2025-11-18T19:30:00Z" }],
    ["an identifier with a comma", { identifier: "a,b" }],
    ["a sender with a space", { sender: "a b" }],
    ["an update without what it follows", { msgType: "Update" }],
    ["an exercise that does not say so", { status: "Exercise" }],
  ] as const)("with %s breaks the standard's rules", (_, more) => {
    expect(messageSchema.safeParse({ ...messageOf(flood, office, stamp), ...more }).success).toBe(false);
  });

  test("whose polygon does not close breaks them too", () => {
    const message = structuredClone(messageOf(flood, office, stamp));
    message.info[0]?.area[0]?.polygon.splice(0, 1, "13.9,109 13.9,109.2 13.7,109.2 13.8,109.1");
    expect(messageSchema.safeParse(message).success).toBe(false);
  });

  test("of an exercise says so everywhere a reader looks", () => {
    const { note, info } = messageOf({ ...flood, status: "Exercise" }, office, stamp);
    expect(note).toContain("DIỄN TẬP");
    for (const field of ["event", "headline", "description", "instruction"] as const) {
      expect(info[0]?.[field]).toMatch(/^\[DIỄN TẬP\]/);
      expect(info[1]?.[field]).toMatch(/^\[EXERCISE\]/);
    }
  });

  test("cuts a long headline, never its mark", () => {
    const vi = { ...flood.vi, headline: "x".repeat(160) };
    const [info] = messageOf({ ...flood, vi, status: "Exercise" }, office, stamp).info;
    expect(info?.headline).toHaveLength(160);
    expect(info?.headline).toMatch(/^\[DIỄN TẬP\] x/);
  });

  test("that updates or cancels refers to all before it", async () => {
    const follows = [
      { sender: office.sender, identifier: "ioc-1", sent: "2025-11-19T01:00:00+07:00" },
      { sender: office.sender, identifier: "ioc-2", sent: "2025-11-19T02:00:00+07:00" },
    ];
    const content = followUp(flood, "Cancel", { now: NOW });
    const message = messageOf(content, office, { ...stamp, follows });
    expect(message.references).toBe(
      "ioc@gialai.example,ioc-1,2025-11-19T01:00:00+07:00 ioc@gialai.example,ioc-2,2025-11-19T02:00:00+07:00",
    );
    expect(await faultsOf(message)).toEqual([]);
  });
});

test("times carry the offset of their place, never Z", () => {
  expect(isoAt(NOW + 789, "Asia/Ho_Chi_Minh")).toBe("2025-11-19T02:30:00+07:00");
  expect(isoAt(NOW, "UTC")).toBe("2025-11-18T19:30:00-00:00");
});

describe("what is missing before a signature", () => {
  test("nothing in a complete one", () => expect(missing(flood, NOW)).toEqual([]));

  test.each([
    [{ vi: { ...flood.vi, headline: "" } }, ["headline"]],
    [{ en: { ...flood.en, instruction: "" } }, ["english"]],
    [{ en: { event: "", headline: "", description: "", instruction: "" } }, []],
    [{ communes: [], polygon: [] }, ["area"]],
    [{ expires: NOW, onset: null }, ["expired"]],
    [{ expires: null }, ["expires"]],
    [{ onset: NOW + 9 * HOUR }, ["onset"]],
    [{ responses: [] }, ["responses"]],
    [
      {
        polygon: [
          [1, 1],
          [2, 2],
          [1, 2],
          [2, 1],
        ],
      },
      ["polygon"],
    ],
    [
      {
        polygon: [
          [1, 1],
          [2, 2],
        ],
      },
      ["polygon"],
    ],
  ] as [Partial<Content>, string[]][])("%j", (more, expected) => {
    expect(missing({ ...flood, ...more }, NOW)).toEqual(expected);
  });

  test("sides that cross make no area", () => {
    expect(
      isSimple([
        [0, 0],
        [0, 1],
        [1, 1],
        [1, 0],
      ]),
    ).toBe(true);
    expect(
      isSimple([
        [0, 0],
        [1, 1],
        [0, 1],
        [1, 0],
      ]),
    ).toBe(false);
  });
});

test("the Atom feed is well-formed and leads to each message", () => {
  const entry = {
    identifier: "ioc-1",
    status: "Exercise" as const,
    headline: "[DIỄN TẬP] Lũ <lớn> & ngập",
    areaDesc: "Phường Bình Định",
    sentAt: NOW,
    expiresAt: NOW + HOUR,
  };
  const text = atomOf({ entries: [entry], office, origin: "https://ioc.example", now: NOW });
  expect(text).toContain('href="https://ioc.example/api/cap/ioc-1"');
  expect(text).toContain("[DIỄN TẬP] Lũ &lt;lớn&gt; &amp; ngập");
  expect(text).toContain("<updated>2025-11-19T02:30:00+07:00</updated>");
});
