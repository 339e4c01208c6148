import type { Priority } from "#lib/alert/model.ts";
import type { Words } from "#lib/i18n/model.ts";
import { domains } from "#lib/metric/catalog.ts";
import type { CATEGORIES, Content, RESPONSES } from "./model.ts";

/** Kinds of events that a province warns of, with first words for each. A text is a start; its author rewrites it. */
export type EventKind = {
  id: string;
  event: Words;
  category: (typeof CATEGORIES)[number];
  responses: readonly (typeof RESPONSES)[number][];
  instruction: Words;
};

export const EVENT_KINDS: readonly EventKind[] = [
  {
    id: "flood",
    event: { vi: "Lũ, ngập lụt", en: "Flood" },
    category: "Met",
    responses: ["Prepare", "Avoid"],
    instruction: {
      vi: "Không qua ngầm tràn, đường ngập, vùng nước chảy xiết. Kê cao tài sản, chuẩn bị sơ tán khi chính quyền yêu cầu. Gọi 112 khi cần cứu nạn.",
      en: "Do not cross fords, flooded roads or fast water. Move belongings up and be ready to leave when the authorities ask. Call 112 for rescue.",
    },
  },
  {
    id: "reservoir-release",
    event: { vi: "Xả lũ hồ chứa", en: "Reservoir release" },
    category: "Infra",
    responses: ["Avoid", "Prepare"],
    instruction: {
      vi: "Rời khỏi lòng sông, bãi bồi và ven sông hạ du. Đưa người, gia súc, phương tiện, lồng bè lên nơi an toàn trước giờ xả.",
      en: "Leave the river bed, its bars and banks downstream. Bring people, animals, vehicles and cages to safety before the release.",
    },
  },
  {
    id: "reservoir-high",
    event: { vi: "Hồ chứa có mực nước cao", en: "High reservoir" },
    category: "Infra",
    responses: ["Monitor", "Prepare"],
    instruction: {
      vi: "Người dân ven sông hạ du theo dõi thông báo vận hành hồ, không ở lại lòng sông, bãi bồi; sẵn sàng di chuyển khi có thông báo xả.",
      en: "People along the river below the dam should follow its operator's notices, stay off the river bed and be ready to move when a release is announced.",
    },
  },
  {
    id: "flash-flood",
    event: { vi: "Lũ quét, sạt lở đất", en: "Flash flood and landslide" },
    category: "Geo",
    responses: ["Evacuate", "Avoid"],
    instruction: {
      vi: "Rời nơi ven suối, sườn dốc, taluy. Thấy nước đục bất thường, nứt đất, tiếng động lạ thì chạy ngay lên chỗ cao, báo người xung quanh.",
      en: "Leave stream banks and steep slopes. On muddy water, cracks or unusual noise run to higher ground at once and warn others.",
    },
  },
  {
    id: "rain",
    event: { vi: "Mưa lớn", en: "Heavy rain" },
    category: "Met",
    responses: ["Prepare", "Monitor"],
    instruction: {
      vi: "Hạn chế ra ngoài, khơi thông thoát nước, theo dõi tin mực nước và ngập.",
      en: "Stay in where you can, clear drains, follow news of water levels and flooding.",
    },
  },
  {
    id: "storm",
    event: { vi: "Bão, áp thấp nhiệt đới", en: "Tropical cyclone" },
    category: "Met",
    responses: ["Shelter", "Prepare"],
    instruction: {
      vi: "Chằng chống nhà cửa, đưa tàu thuyền vào nơi neo đậu, không ở lại trên tàu, lồng bè. Ở trong nhà kiên cố khi gió mạnh.",
      en: "Secure houses, bring boats to shelter and do not stay on boats or cages. Stay inside a solid building during strong wind.",
    },
  },
  {
    id: "surge",
    event: { vi: "Nước dâng, sóng lớn ven biển", en: "Storm surge and high waves" },
    category: "Met",
    responses: ["Evacuate", "Avoid"],
    instruction: {
      vi: "Rời nhà sát biển, cửa sông, đê kè xung yếu. Không ra biển, không đứng xem sóng.",
      en: "Leave homes beside the sea, river mouths and weak dykes. Do not go out to sea or watch the waves.",
    },
  },
  {
    id: "forest-fire",
    event: { vi: "Cháy rừng", en: "Forest fire" },
    category: "Fire",
    responses: ["Avoid", "Monitor"],
    instruction: {
      vi: "Không đốt thực bì, không mang lửa vào rừng. Thấy khói, lửa gọi 114 hoặc kiểm lâm.",
      en: "Do not burn vegetation or carry fire into the forest. On smoke or fire call 114 or the rangers.",
    },
  },
  {
    id: "air",
    event: { vi: "Ô nhiễm không khí", en: "Air pollution" },
    category: "Health",
    responses: ["Avoid", "Monitor"],
    instruction: {
      vi: "Người già, trẻ em, người bệnh hô hấp, tim mạch hạn chế ra ngoài; đeo khẩu trang khi phải ra đường.",
      en: "The old, children and people with heart or lung disease should stay in; wear a mask outside.",
    },
  },
  {
    id: "chemical",
    event: { vi: "Sự cố hóa chất, môi trường", en: "Chemical or environmental accident" },
    category: "CBRNE",
    responses: ["Avoid", "Shelter"],
    instruction: {
      vi: "Rời xa khu vực theo hướng ngược gió, đóng cửa, không dùng nguồn nước trong vùng cho đến khi có thông báo.",
      en: "Move away against the wind, close doors and windows, do not use water from the area until told.",
    },
  },
  {
    id: "other",
    event: { vi: "", en: "" },
    category: "Other",
    responses: ["Monitor"],
    instruction: { vi: "", en: "" },
  },
];

export function eventKind(id: string): EventKind {
  return EVENT_KINDS.find((kind) => kind.id === id) ?? (EVENT_KINDS.at(-1) as EventKind);
}

/** What alerts of a metric's domain most often warn of. */
const OF_DOMAIN: { [domain: string]: string } = {
  hydrology: "flood",
  rain: "rain",
  weather: "storm",
  sea: "surge",
  fire: "forest-fire",
  air: "air",
  water: "chemical",
};

export function eventKindOfDomain(domain: string | null): EventKind {
  return eventKind(OF_DOMAIN[domain ?? ""] ?? "other");
}

/** The domain of a metric; null where no domain has it. */
export function domainOf(metricId: string | null): string | null {
  return domains.find(({ metrics }) => metrics.some(({ id }) => id === metricId))?.id ?? null;
}

const OF_PRIORITY: { [p in Priority]: Content["severity"] } = {
  1: "Extreme",
  2: "Severe",
  3: "Moderate",
  4: "Minor",
};

export function severityOf(priority: Priority): Content["severity"] {
  return OF_PRIORITY[priority];
}
