/**
 * The 34 provinces and cities in force since 1 July 2025 (Resolution 202/2025/QH15), by GSO code,
 * with the ISO-like codes of the 63 older units that the outline source still draws.
 */
export type Province = { code: string; name: string; parts: readonly string[] };

export const PROVINCES: readonly Province[] = [
  { code: "01", name: "Hà Nội", parts: ["VN-HI"] },
  { code: "04", name: "Cao Bằng", parts: ["VN-CB"] },
  { code: "08", name: "Tuyên Quang", parts: ["VN-TQ", "VN-HG"] },
  { code: "11", name: "Điện Biên", parts: ["VN-DB"] },
  { code: "12", name: "Lai Châu", parts: ["VN-LI"] },
  { code: "14", name: "Sơn La", parts: ["VN-SL"] },
  { code: "15", name: "Lào Cai", parts: ["VN-LO", "VN-YB"] },
  { code: "19", name: "Thái Nguyên", parts: ["VN-TY", "VN-BK"] },
  { code: "20", name: "Lạng Sơn", parts: ["VN-LS"] },
  { code: "22", name: "Quảng Ninh", parts: ["VN-QN"] },
  { code: "24", name: "Bắc Ninh", parts: ["VN-BN", "VN-BG"] },
  { code: "25", name: "Phú Thọ", parts: ["VN-PT", "VN-VC", "VN-HO"] },
  { code: "31", name: "Hải Phòng", parts: ["VN-HP", "VN-HD"] },
  { code: "33", name: "Hưng Yên", parts: ["VN-HY", "VN-TB"] },
  { code: "37", name: "Ninh Bình", parts: ["VN-NB", "VN-HM", "VN-ND"] },
  { code: "38", name: "Thanh Hóa", parts: ["VN-TH"] },
  { code: "40", name: "Nghệ An", parts: ["VN-NA"] },
  { code: "42", name: "Hà Tĩnh", parts: ["VN-HT"] },
  { code: "44", name: "Quảng Trị", parts: ["VN-QT", "VN-QB"] },
  { code: "46", name: "Huế", parts: ["VN-TT"] },
  { code: "48", name: "Đà Nẵng", parts: ["VN-DA", "VN-QM"] },
  { code: "51", name: "Quảng Ngãi", parts: ["VN-QG", "VN-KT"] },
  { code: "52", name: "Gia Lai", parts: ["VN-GL", "VN-BD"] },
  { code: "56", name: "Khánh Hòa", parts: ["VN-KH", "VN-NT"] },
  { code: "66", name: "Đắk Lắk", parts: ["VN-DC", "VN-PY"] },
  { code: "68", name: "Lâm Đồng", parts: ["VN-LD", "VN-DO", "VN-BU"] },
  { code: "75", name: "Đồng Nai", parts: ["VN-DN", "VN-BP"] },
  { code: "79", name: "TP. Hồ Chí Minh", parts: ["VN-HC", "VN-BI", "VN-BV"] },
  { code: "80", name: "Tây Ninh", parts: ["VN-TN", "VN-LA"] },
  { code: "82", name: "Đồng Tháp", parts: ["VN-DT", "VN-TG"] },
  { code: "86", name: "Vĩnh Long", parts: ["VN-VL", "VN-BR", "VN-TV"] },
  { code: "91", name: "An Giang", parts: ["VN-AG", "VN-KG"] },
  { code: "92", name: "Cần Thơ", parts: ["VN-CN", "VN-ST", "VN-HU"] },
  { code: "96", name: "Cà Mau", parts: ["VN-CM", "VN-BL"] },
];

/** What the outline source files under a Vietnamese code without being a province. */
export const NOT_PROVINCES: readonly string[] = ["VN-PGA"];
