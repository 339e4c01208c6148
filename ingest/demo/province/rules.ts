import type { Grouping, RuleInput } from "#lib/rule/model.ts";
import { procedures } from "./procedures.ts";

type Urgency = 1 | 2 | 3 | 4;
type Rule = {
  id: string;
  vi: string;
  en: string;
  metric: string;
  levels: readonly (readonly [id: string, priority: Urgency, value?: number])[];
  deadband: number;
  onDelayS?: number;
  offDelayS?: number;
  below?: true;
  groupBy?: Grouping;
  response: readonly [cause: string, consequence: string, action: string, minutes: number, owner: string];
};

/** Limits without a number are each station's own set. Delays suit the demo's rhythm. */
const thresholds: readonly Rule[] = [
  {
    id: "demo-muc-nuoc",
    vi: "Mực nước sông vượt báo động",
    en: "River above flood alarm",
    metric: "water_level",
    groupBy: "basin",
    levels: [
      ["bd1", 3],
      ["bd2", 2],
      ["bd3", 1],
    ],
    deadband: 0.05,
    onDelayS: 20,
    offDelayS: 60,
    response: [
      "Mưa lớn hoặc hồ xả trên lưu vực",
      "Ngập vùng trũng ven sông và hạ du",
      "Báo Ban Chỉ huy Phòng thủ dân sự, các xã ven sông; kiểm tra ngầm tràn, chuẩn bị sơ tán theo cấp báo động",
      30,
      "Ban Chỉ huy Phòng thủ dân sự tỉnh",
    ],
  },
  {
    id: "demo-ho-chua",
    vi: "Mực nước hồ vượt giới hạn",
    en: "Reservoir above its limit",
    metric: "reservoir_level",
    groupBy: "basin",
    levels: [
      ["flood_limit", 3],
      ["full", 1],
    ],
    deadband: 0.05,
    onDelayS: 30,
    offDelayS: 120,
    response: [
      "Dòng chảy về hồ lớn hơn lưu lượng xả",
      "Hết dung tích đón lũ, phải xả lớn xuống hạ du",
      "Liên hệ đơn vị vận hành hồ, kiểm tra lệnh vận hành và thông báo hạ du trước khi xả",
      30,
      "Công ty Khai thác công trình thủy lợi",
    ],
  },
  {
    id: "demo-mua-1-gio",
    vi: "Mưa cường độ lớn trong 1 giờ",
    en: "Intense rain in one hour",
    metric: "rain_1h",
    groupBy: "basin",
    levels: [
      ["mua-30", 4, 30],
      ["mua-50", 3, 50],
      ["mua-80", 2, 80],
    ],
    deadband: 2,
    onDelayS: 20,
    offDelayS: 120,
    response: [
      "Mưa đối lưu hoặc dải mưa bão",
      "Lũ quét, sạt lở, ngập đô thị",
      "Cảnh báo xã có điểm đo, đối chiếu mực nước các trạm lân cận",
      20,
      "Ban Chỉ huy Phòng thủ dân sự tỉnh",
    ],
  },
  {
    id: "demo-ngap-duong",
    vi: "Ngập đường",
    en: "Street flooding",
    metric: "flood_depth",
    groupBy: "unit",
    levels: [
      ["ngap-20", 3, 0.2],
      ["ngap-50", 2, 0.5],
    ],
    deadband: 0.03,
    onDelayS: 30,
    offDelayS: 120,
    response: [
      "Mưa vượt năng lực thoát nước, triều cao",
      "Xe không qua được, nguy hiểm cho người đi đường",
      "Đặt rào cảnh báo, phân luồng, mở trạm bơm",
      20,
      "Sở Xây dựng",
    ],
  },
  {
    id: "demo-gio-bao",
    vi: "Gió mạnh",
    en: "Strong wind",
    metric: "wind_speed",
    levels: [
      ["cap-8", 3, 17.2],
      ["cap-10", 2, 24.5],
      ["cap-12", 1, 32.7],
    ],
    deadband: 2,
    onDelayS: 30,
    offDelayS: 180,
    response: [
      "Bão hoặc gió mùa mạnh",
      "Đổ cây, tốc mái, nguy hiểm cho tàu thuyền",
      "Cấm biển, dừng hoạt động ngoài trời, kiểm tra nơi neo đậu",
      15,
      "Ban Chỉ huy Phòng thủ dân sự tỉnh",
    ],
  },
  {
    id: "demo-nuoc-dang",
    vi: "Nước biển dâng do bão",
    en: "Storm surge",
    metric: "surge",
    levels: [
      ["dang-50", 3, 0.5],
      ["dang-100", 2, 1],
    ],
    deadband: 0.1,
    onDelayS: 30,
    offDelayS: 180,
    response: [
      "Gió bão dồn nước và khí áp giảm",
      "Ngập ven biển, sóng tràn đê",
      "Sơ tán dân ven biển, kiểm tra đê kè",
      30,
      "Ban Chỉ huy Phòng thủ dân sự tỉnh",
    ],
  },
  {
    id: "demo-khong-khi",
    vi: "Chất lượng không khí xấu",
    en: "Bad air quality",
    metric: "vn_aqi",
    groupBy: "unit",
    levels: [
      ["xau", 4, 151],
      ["rat-xau", 3, 201],
      ["nguy-hai", 2, 301],
    ],
    deadband: 5,
    onDelayS: 60,
    offDelayS: 300,
    response: [
      "Khói cháy rừng, giao thông, công nghiệp",
      "Ảnh hưởng sức khỏe nhóm nhạy cảm",
      "Xác minh nguồn, thông báo khuyến cáo trên cổng thông tin",
      60,
      "Sở Nông nghiệp và Môi trường",
    ],
  },
  {
    id: "demo-xa-thai-cod",
    vi: "COD nước thải vượt cột B",
    en: "Waste-water COD above column B",
    metric: "wastewater_cod",
    groupBy: "unit",
    levels: [["cot-b", 3, 150]],
    deadband: 5,
    onDelayS: 120,
    offDelayS: 300,
    response: [
      "Sự cố hệ thống xử lý nước thải",
      "Ô nhiễm nguồn tiếp nhận",
      "Yêu cầu cơ sở kiểm tra, lấy mẫu đối chứng",
      60,
      "Sở Nông nghiệp và Môi trường",
    ],
  },
  {
    id: "demo-chay-rung",
    vi: "Nguy cơ cháy rừng cao",
    en: "High forest-fire danger",
    metric: "fire_index",
    groupBy: "unit",
    levels: [
      ["cap-iv", 3, 5001],
      ["cap-v", 2, 10_001],
    ],
    deadband: 100,
    onDelayS: 60,
    offDelayS: 300,
    response: [
      "Nắng nóng khô nhiều ngày không mưa",
      "Cháy lan nhanh khi có lửa",
      "Trực 24/24, cấm đốt thực bì, chốt chặn cửa rừng",
      60,
      "Chi cục Kiểm lâm",
    ],
  },
  {
    id: "demo-diem-nong",
    vi: "Điểm nóng nghi cháy rừng",
    en: "Hotspot, possible forest fire",
    metric: "hotspot_frp",
    groupBy: "unit",
    levels: [["chay", 2, 20]],
    deadband: 5,
    onDelayS: 30,
    offDelayS: 120,
    response: [
      "Cháy thực bì hoặc rừng",
      "Mất rừng, đe dọa khu dân cư",
      "Gọi kiểm lâm địa bàn xác minh, điều lực lượng tại chỗ",
      15,
      "Chi cục Kiểm lâm",
    ],
  },
  {
    id: "demo-tu-may-chu",
    vi: "Tủ máy chủ quá nóng",
    en: "Rack too hot",
    metric: "rack_temperature",
    groupBy: "feed",
    levels: [
      ["nong", 3, 30],
      ["qua-nong", 2, 35],
    ],
    deadband: 1,
    onDelayS: 60,
    offDelayS: 120,
    response: [
      "Hỏng điều hòa hoặc quạt",
      "Máy chủ tự tắt, mất dịch vụ",
      "Kiểm tra điều hòa chính xác, chuyển tải",
      15,
      "Sở Khoa học và Công nghệ",
    ],
  },
  {
    id: "demo-sos",
    vi: "Tàu cá phát tín hiệu khẩn cấp",
    en: "Vessel in distress",
    metric: "sos",
    levels: [["sos", 1, 1]],
    deadband: 0,
    response: [
      "Tàu gặp nạn hoặc bấm nhầm",
      "Nguy hiểm tính mạng ngư dân",
      "Gọi tàu qua VX, báo Cảng vụ và Trung tâm cứu nạn hàng hải",
      5,
      "Chi cục Thủy sản",
    ],
  },
];

const silences: readonly RuleInput[] = [
  {
    id: "demo-nguon-im-lang",
    kind: "silence",
    nameVi: "Nguồn dữ liệu mất tín hiệu",
    nameEn: "Feed silent",
    params: { periods: 12 },
    target: { every: "feed" },
    priority: 2,
    groupBy: "feed",
    response: {
      cause: "Mất kết nối, hỏng bộ thu thập hoặc phía gửi dừng",
      consequence: "Màn hình hiển thị số liệu cũ, cảnh báo không còn tin cậy",
      action: "Kiểm tra đường truyền và liên hệ đơn vị quản lý nguồn",
      minutes: 30,
      owner: "Sở Khoa học và Công nghệ",
      steps: procedures["demo-nguon-im-lang"] && [...procedures["demo-nguon-im-lang"]],
    },
  },
  {
    id: "demo-tram-im-lang",
    kind: "silence",
    nameVi: "Trạm thủy văn mất dữ liệu",
    nameEn: "River gauge silent",
    params: { seconds: 180 },
    target: { metric: "water_level" },
    priority: 3,
    groupBy: "feed",
    response: {
      cause: "Hết pin, mất sóng hoặc hỏng cảm biến",
      consequence: "Không thấy lũ lên tại trạm",
      action: "Đối chiếu trạm lân cận, cử người đọc thước",
      minutes: 60,
      owner: "Đài Khí tượng Thủy văn",
      steps: procedures["demo-tram-im-lang"] && [...procedures["demo-tram-im-lang"]],
    },
  },
];

export const rules: readonly RuleInput[] = [
  ...thresholds.map((rule): RuleInput => {
    const [cause, consequence, action, minutes, owner] = rule.response;
    const steps = procedures[rule.id];
    return {
      id: rule.id,
      kind: "threshold",
      nameVi: rule.vi,
      nameEn: rule.en,
      params: {
        direction: rule.below ? "below" : "above",
        levels: rule.levels.map(([id, priority, value]) => ({
          id,
          priority,
          ...(value !== undefined && { value }),
        })),
        deadband: rule.deadband,
        onDelayS: rule.onDelayS ?? 0,
        offDelayS: rule.offDelayS ?? 0,
      },
      target: { metric: rule.metric },
      priority: rule.levels[0]?.[1] ?? 3,
      groupBy: rule.groupBy ?? "none",
      response: { cause, consequence, action, minutes, owner, ...(steps && { steps }) },
    };
  }),
  ...silences,
];
