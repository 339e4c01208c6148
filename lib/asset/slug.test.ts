import fc from "fast-check";
import { expect, test } from "vitest";
import { IDENT } from "./model.ts";
import { keyOf } from "./slug.ts";

test.each([
  ["tram-1", "tram-1"],
  ["VN_BD_01", "VN_BD_01"],
  ["Trạm Bình Nghi", "tram-binh-nghi"],
  ["Tra\u0323m Bi\u0300nh Nghi", "tram-binh-nghi"],
  ["VN.BĐ.01", "vn-bd-01"],
  ["A0:B1:C2:D3:E4:F5", "a0-b1-c2-d3-e4-f5"],
  ["Kenh1.PLC1/MucNuoc", "kenh1-plc1-mucnuoc"],
  [" tv 01 ", "tv-01"],
  ["Số ①", "so-1"],
  ["", undefined],
  ["///", undefined],
  ["🌊", undefined],
  ["Москва", undefined],
  ["x ".repeat(40), undefined],
])("%j is known as %j", (name, key) => expect(keyOf(name)).toBe(key));

test("whatever the name, its key is an identifier, and the key of that key is itself", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 80 }), (name) => {
      const key = keyOf(name);
      fc.pre(key !== undefined);
      expect(key).toMatch(IDENT);
      expect(keyOf(key as string)).toBe(key);
    }),
  );
});
