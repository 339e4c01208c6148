import { expect, it } from "vitest";
import { apart } from "./names.ts";

it("leaves out what all names begin with", () => {
  expect(apart(["Điểm đo mưa Kôn 16", "Điểm đo mưa Hà Thanh 05"])).toEqual(["… Kôn 16", "… Hà Thanh 05"]);
});

it("keeps names whole that differ early, a lone name, and equal ones", () => {
  expect(apart(["TV Vân Canh", "TV Diêu Trì"])).toEqual(["TV Vân Canh", "TV Diêu Trì"]);
  expect(apart(["Điểm đo mưa Kôn 16"])).toEqual(["Điểm đo mưa Kôn 16"]);
  expect(apart(["Hồ A", "Hồ A"])).toEqual(["Hồ A", "Hồ A"]);
});

it("keeps at least two words of each", () => {
  expect(apart(["Điểm đo mưa Kôn 06", "Điểm đo mưa Kôn 24"])).toEqual(["… Kôn 06", "… Kôn 24"]);
  expect(apart(["Trạm đo mưa", "Trạm đo mưa Kôn"])).toEqual(["Trạm đo mưa", "Trạm đo mưa Kôn"]);
});
