import { describe, expect, it } from "vitest";
import { refusedPreview } from "./preview.ts";

const bytes = (text: string) => new TextEncoder().encode(text);

describe("preview of a refused message", () => {
  it("is its text, also when it was cut inside a letter", () => {
    expect(refusedPreview(bytes("mực nước: 5"))).toEqual({ text: "mực nước: 5", binary: false, bytes: 16 });
    expect(refusedPreview(bytes("ngập").subarray(0, 4))).toMatchObject({ text: "ng", binary: false });
  });

  it("is hexadecimal when it is no text", () => {
    expect(refusedPreview(new Uint8Array([0xff, 0xfe, 0x00, 0x80, 0xff]))).toEqual({
      text: "ff fe 00 80 ff",
      binary: true,
      bytes: 5,
    });
  });

  it("names control and direction marks instead of obeying them", () => {
    expect(refusedPreview(bytes("a\u202eb\u0007"))?.text).toBe("a\\u202eb\\u0007");
  });

  it("is none when nothing was kept", () => {
    expect(refusedPreview(null)).toBeNull();
  });
});
