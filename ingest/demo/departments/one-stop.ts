import { HOUR, hourBell, localHour, MINUTE } from "#ingest/demo/physics/calendar.ts";
import type { Department, Step } from "./department.ts";
import { dueAfter, isWorkday, whenOpen } from "./working-time.ts";

type Procedure = readonly [code: string, name: string, agency: string, workdays: number];

/** Kinds of dossiers with the agency that handles them; the codes are invented. */
const procedures: readonly Procedure[] = [
  ["TT-01", "Cấp bản sao trích lục hộ tịch", "ubnd-phuong-xa", 1],
  ["TT-02", "Chứng thực chữ ký", "ubnd-phuong-xa", 1],
  ["TT-03", "Đăng ký khai sinh", "ubnd-phuong-xa", 1],
  ["TT-04", "Đăng ký biến động đất đai", "so-nn-mt", 8],
  ["TT-05", "Cấp giấy chứng nhận quyền sử dụng đất lần đầu", "so-nn-mt", 15],
  ["TT-06", "Đăng ký thành lập doanh nghiệp", "so-tai-chinh", 3],
  ["TT-07", "Cấp giấy phép xây dựng nhà ở", "so-xay-dung", 10],
  ["TT-08", "Đổi giấy phép lái xe", "so-xay-dung", 5],
  ["TT-09", "Cấp phiếu lý lịch tư pháp", "so-tu-phap", 7],
  ["TT-10", "Cấp chứng chỉ hành nghề dược", "so-y-te", 10],
  ["TT-11", "Hỗ trợ chi phí mai táng", "so-noi-vu", 5],
  ["TT-12", "Thông báo hoạt động khuyến mại", "so-cong-thuong", 3],
];
/** Most people come for the simple ones. */
const SHARES = [0.2, 0.2, 0.1, 0.14, 0.04, 0.06, 0.05, 0.07, 0.05, 0.03, 0.03, 0.03];

const LATE_SHARE = 0.045;

function procedureOf(luck: number): Procedure {
  let left = luck;
  for (const [i, share] of SHARES.entries()) {
    left -= share;
    const found = procedures[i];
    if (left < 0 && found) return found;
  }
  return procedures[0] as Procedure;
}

export default {
  id: "motcua",
  channel: "ho_so_thay_doi",
  table: "ho_so",
  schema: `
    CREATE TABLE IF NOT EXISTS ho_so (
      ma text PRIMARY KEY,
      thu_tuc text NOT NULL,
      ten_thu_tuc text NOT NULL,
      don_vi text NOT NULL,
      hinh_thuc text NOT NULL,
      trang_thai text NOT NULL,
      tiep_nhan timestamptz NOT NULL,
      hen_tra timestamptz NOT NULL,
      ket_thuc timestamptz,
      buoc_tiep timestamptz,
      cap_nhat timestamptz NOT NULL
    );
    COMMENT ON TABLE ho_so IS 'Hồ sơ một cửa mô phỏng; không có dữ liệu cá nhân';`,
  expected(minute) {
    const hour = localHour(minute);
    const counter = isWorkday(minute) ? hourBell(hour, 8.8, 1.2) + 0.8 * hourBell(hour, 14.5, 1.3) : 0;
    const online = 0.08 * hourBell(hour, 20, 3) + 0.02;
    return 0.85 * counter + online;
  },
  row(arrival) {
    const [code, name, agency, workdays] = procedureOf(arrival.chance(1));
    return {
      thu_tuc: code,
      ten_thu_tuc: name,
      don_vi: agency,
      hinh_thuc: arrival.chance(2) < 0.72 ? "Trực tuyến" : "Trực tiếp",
      hen_tra: dueAfter(arrival.at, workdays),
    };
  },
  life(arrival) {
    const [, , , workdays] = procedureOf(arrival.chance(1));
    const due = dueAfter(arrival.at, workdays);
    const started = whenOpen(arrival.at + (10 + 150 * arrival.chance(3)) * MINUTE);
    const late = arrival.chance(4) < LATE_SHARE;
    const planned = late
      ? due + (4 + 60 * arrival.chance(5)) * HOUR
      : started + (due - started) * (0.25 + 0.7 * arrival.chance(5));
    const finished = late ? whenOpen(planned) : Math.max(started + MINUTE, Math.min(whenOpen(planned), due));
    const steps: Step[] = [
      { at: arrival.at, state: "Đã tiếp nhận" },
      { at: started, state: "Đang xử lý" },
    ];
    if (workdays > 2 && arrival.chance(6) < 0.09) {
      const middle = started + (finished - started) * 0.3;
      steps.push({ at: middle, state: "Chờ bổ sung" });
      steps.push({ at: middle + (finished - middle) * 0.4, state: "Đang xử lý" });
    }
    steps.push({ at: finished, state: "Đã trả kết quả", closes: true });
    return steps;
  },
} satisfies Department as Department;
