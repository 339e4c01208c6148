import type { Frame } from "./gshhg.ts";
import { corners, type Ring } from "./rings.ts";

/** West of Palawan and Balabac, which a plain box would take in. */
const TRUONG_SA: Ring = [
  [111.4, 7],
  [115, 7],
  [116.2, 9.2],
  [117, 10.5],
  [117.5, 11.9],
  [111.4, 11.9],
  [111.4, 7],
];

const BOXES: readonly { code: string; name: string; box: Frame }[] = [
  { code: "48", name: "Quần đảo Hoàng Sa", box: [111, 15.6, 113, 17.3] },
  { code: "51", name: "Lý Sơn", box: [109.05, 15.33, 109.2, 15.46] },
  { code: "52", name: "Cù lao Xanh", box: [109.3, 13.58, 109.4, 13.66] },
  { code: "48", name: "Cù Lao Chàm", box: [108.38, 15.85, 108.6, 16.05] },
  { code: "44", name: "Cồn Cỏ", box: [107.28, 17.1, 107.4, 17.2] },
  { code: "44", name: "Hòn La", box: [106.45, 17.9, 106.6, 17.98] },
  { code: "40", name: "Hòn Ngư, Hòn Mắt", box: [105.74, 18.75, 106, 18.85] },
  { code: "38", name: "Hòn Mê", box: [105.85, 19.3, 106, 19.42] },
  { code: "31", name: "Bạch Long Vĩ", box: [107.65, 20.08, 107.8, 20.2] },
  { code: "31", name: "Cát Bà, Long Châu", box: [106.9, 20.58, 107.22, 20.72] },
  { code: "22", name: "Cô Tô, Vĩnh Thực, Cái Bầu", box: [107.3, 20.85, 107.98, 21.4] },
  { code: "56", name: "Hòn Tre, Hòn Tằm", box: [109.22, 12.1, 109.42, 12.32] },
  { code: "68", name: "Phú Quý", box: [108.85, 10.45, 109.05, 10.6] },
  { code: "79", name: "Côn Đảo", box: [106.45, 8.55, 106.85, 8.85] },
  { code: "96", name: "Hòn Khoai, Hòn Chuối", box: [104.45, 8.38, 104.9, 9] },
  { code: "91", name: "Phú Quốc, An Thới", box: [103.82, 9.85, 104.15, 10.46] },
  { code: "91", name: "Thổ Chu", box: [103.25, 9.15, 103.6, 9.4] },
  { code: "91", name: "Nam Du, Hòn Sơn", box: [104.28, 9.6, 104.7, 9.92] },
];

/**
 * Vietnamese islands that the outline source does not give to a province. A ring may reach over the
 * sea: the sea is painted above it and only the islands keep the province's colour.
 */
export const ISLANDS: readonly { code: string; name: string; ring: Ring }[] = [
  { code: "56", name: "Quần đảo Trường Sa", ring: TRUONG_SA },
  ...BOXES.map(({ code, name, box }) => ({ code, name, ring: corners(box) })),
];
