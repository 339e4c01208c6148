import { HOUR, hourBell, localHour, MINUTE } from "#ingest/demo/physics/calendar.ts";
import type { Arrival, Department, Step } from "./department.ts";
import { dueAfter, whenOpen } from "./working-time.ts";

type Topic = readonly [name: string, title: string, agency: string, urgent: boolean];

const everyday: readonly Topic[] = [
  ["Rác thải", "Rác chưa được thu gom", "ubnd-phuong-xa", false],
  ["Chiếu sáng", "Đèn đường hỏng", "ubnd-phuong-xa", false],
  ["Hạ tầng giao thông", "Mặt đường hư hỏng", "so-xay-dung", false],
  ["Trật tự đô thị", "Lấn chiếm vỉa hè", "ubnd-phuong-xa", false],
  ["Cấp nước", "Nước yếu hoặc mất nước", "cong-ty-nuoc", true],
  ["Điện", "Mất điện khu dân cư", "cong-ty-dien", true],
  ["Tiếng ồn", "Tiếng ồn sau 22 giờ", "ubnd-phuong-xa", false],
  ["Môi trường", "Mùi hôi, nước thải", "so-nn-mt", false],
  ["Dịch vụ công", "Hướng dẫn thủ tục", "vp-ubnd", false],
];
const disaster: readonly Topic[] = [
  ["Ngập úng", "Đường ngập, xe không qua được", "ubnd-phuong-xa", true],
  ["Cây đổ", "Cây đổ chắn đường", "ubnd-phuong-xa", true],
  ["Điện", "Dây điện đứt, mất điện", "cong-ty-dien", true],
  ["Cứu hộ", "Cần hỗ trợ di dời", "ubnd-phuong-xa", true],
];

/** Places where people live: [latitude, longitude, commune of 2025]. */
const places: readonly (readonly [number, number, string])[] = [
  [13.7765, 109.2237, "21583"],
  [13.7545, 109.2085, "21592"],
  [13.79, 109.185, "21553"],
  [13.765, 109.15, "21589"],
  [13.803, 109.148, "21952"],
  [13.8858, 109.1082, "21907"],
  [13.9096, 108.919, "21808"],
  [14.0032, 109.058, "21853"],
  [14.1718, 109.0489, "21730"],
  [14.4291, 109.0156, "21640"],
  [14.8135, 108.9593, "21439"],
  [15.1205, 108.7923, "21028"],
  [15.2978, 108.7612, "21040"],
];
const channels = ["Điện thoại 1022", "Ứng dụng", "Zalo", "Cổng thông tin", "Fanpage"];
const SPREAD = 0.012;

function topicOf(arrival: Arrival, pressure: number): Topic {
  const table = arrival.chance(9) < pressure ? disaster : everyday;
  return pick(table, arrival.chance(1));
}

function pick<T>(table: readonly T[], luck: number): T {
  return table[Math.floor(luck * table.length)] as T;
}

export default {
  id: "1022",
  channel: "phan_anh_thay_doi",
  table: "phan_anh",
  schema: `
    CREATE TABLE IF NOT EXISTS phan_anh (
      ma text PRIMARY KEY,
      linh_vuc text NOT NULL,
      noi_dung text NOT NULL,
      don_vi text NOT NULL,
      kenh text NOT NULL,
      khan smallint NOT NULL,
      vi_do double precision NOT NULL,
      kinh_do double precision NOT NULL,
      ma_xa text NOT NULL,
      trang_thai text NOT NULL,
      tiep_nhan timestamptz NOT NULL,
      han_tra_loi timestamptz NOT NULL,
      ket_thuc timestamptz,
      buoc_tiep timestamptz,
      cap_nhat timestamptz NOT NULL
    );
    COMMENT ON TABLE phan_anh IS 'Phản ánh hiện trường mô phỏng; không có người gửi';`,
  expected(minute, pressure) {
    const hour = localHour(minute);
    const day = 0.02 + 0.1 * hourBell(hour, 9, 3) + 0.12 * hourBell(hour, 19, 3);
    return day * (1 + 25 * pressure);
  },
  row(arrival, pressure) {
    const [name, title, agency, urgent] = topicOf(arrival, pressure);
    const [lat, lon, unit] = pick(places, arrival.chance(2));
    return {
      linh_vuc: name,
      noi_dung: title,
      don_vi: agency,
      kenh: pick(channels, arrival.chance(3)),
      khan: urgent ? 1 : 0,
      vi_do: Number((lat + SPREAD * (arrival.chance(4) - 0.5)).toFixed(5)),
      kinh_do: Number((lon - SPREAD * arrival.chance(5)).toFixed(5)),
      ma_xa: unit,
      han_tra_loi: urgent ? arrival.at + 24 * HOUR : dueAfter(arrival.at, 3),
    };
  },
  life(arrival) {
    const taken = arrival.at + (4 + 50 * arrival.chance(6)) * MINUTE;
    const steps: Step[] = [
      { at: arrival.at, state: "Mới" },
      { at: taken, state: "Đã tiếp nhận" },
    ];
    if (arrival.chance(7) < 0.06) {
      return [...steps, { at: taken + 2 * HOUR * arrival.chance(8), state: "Từ chối", closes: true }];
    }
    const started = taken + (20 + 200 * arrival.chance(8)) * MINUTE;
    const answered = whenOpen(started + (3 + 62 * arrival.chance(10) ** 1.6) * HOUR);
    return [
      ...steps,
      { at: started, state: "Đang xử lý" },
      { at: answered - 30 * MINUTE, state: "Chờ duyệt" },
      { at: answered, state: "Đã trả lời", closes: true },
    ];
  },
} satisfies Department as Department;
