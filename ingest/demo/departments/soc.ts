import { HOUR, hourBell, localHour, MINUTE } from "#ingest/demo/physics/calendar.ts";
import type { Arrival, Department, Step } from "./department.ts";

type Kind = readonly [name: string, severity: number, share: number];

/** 0 information … 4 critical. */
const kinds: readonly Kind[] = [
  ["Quét cổng từ bên ngoài", 0, 0.27],
  ["Chính sách thay đổi", 0, 0.1],
  ["Đăng nhập sai nhiều lần", 1, 0.22],
  ["Phần mềm không cho phép", 1, 0.14],
  ["Máy trạm kết nối tên miền lạ", 2, 0.11],
  ["Phát hiện mã độc, đã cách ly", 2, 0.08],
  ["Leo thang đặc quyền", 3, 0.04],
  ["Thử khai thác lỗ hổng máy chủ web", 3, 0.026],
  ["Từ chối dịch vụ vào cổng dịch vụ công", 4, 0.009],
  ["Nghi mã hóa dữ liệu", 4, 0.005],
];
const targets = [
  "Cổng dịch vụ công",
  "Hệ thống một cửa",
  "Thư điện tử",
  "Máy trạm cấp xã",
  "Trục liên thông",
  "Trung tâm dữ liệu",
];
/** Hours allowed by severity; information needs no answer. */
const ALLOWED_HOURS = [72, 48, 24, 4, 1];

function kindOf(arrival: Arrival): Kind {
  let left = arrival.chance(1);
  for (const kind of kinds) {
    left -= kind[2];
    if (left < 0) return kind;
  }
  return kinds[0] as Kind;
}

export default {
  id: "soc",
  channel: "canh_bao_thay_doi",
  table: "canh_bao",
  schema: `
    CREATE TABLE IF NOT EXISTS canh_bao (
      ma text PRIMARY KEY,
      loai text NOT NULL,
      muc_do smallint NOT NULL,
      he_thong text NOT NULL,
      trang_thai text NOT NULL,
      tiep_nhan timestamptz NOT NULL,
      han_xu_ly timestamptz NOT NULL,
      ket_thuc timestamptz,
      buoc_tiep timestamptz,
      cap_nhat timestamptz NOT NULL
    );
    COMMENT ON TABLE canh_bao IS 'Cảnh báo an toàn thông tin mô phỏng';`,
  expected: (minute) =>
    0.03 + 0.04 * hourBell(localHour(minute), 10, 3) + 0.02 * hourBell(localHour(minute), 2, 2),
  row(arrival) {
    const [name, severity] = kindOf(arrival);
    return {
      loai: name,
      muc_do: severity,
      he_thong: targets[Math.floor(arrival.chance(2) * targets.length)] ?? "Trung tâm dữ liệu",
      han_xu_ly: arrival.at + (ALLOWED_HOURS[severity] ?? 24) * HOUR,
    };
  },
  life(arrival) {
    const [, severity] = kindOf(arrival);
    const looked = arrival.at + (2 + (severity >= 3 ? 8 : 40) * arrival.chance(3)) * MINUTE;
    const steps: Step[] = [
      { at: arrival.at, state: "Mới" },
      { at: looked, state: "Đang phân tích" },
    ];
    const decided = looked + (5 + 55 * arrival.chance(4)) * MINUTE;
    if (arrival.chance(5) < 0.45) return [...steps, { at: decided, state: "Báo động giả", closes: true }];
    const closed = decided + (0.3 + (severity >= 3 ? 3.4 : 20) * arrival.chance(6)) * HOUR;
    return [...steps, { at: decided, state: "Đang xử lý" }, { at: closed, state: "Đã đóng", closes: true }];
  },
} satisfies Department as Department;
