/** The duty desk: detail, bulk acts, presence, preferences. */
export const desk = {
  "desk.more": "Việc khác",

  "refusal.unknown_person": "Không có người này, hoặc tài khoản đã khóa.",
  "refusal.cannot_answer": "Lãnh đạo và quản trị không trực cảnh báo.",
  "refusal.not_in_shift": "Người này không ở trong ca trực.",
  "refusal.not_in_agency": "Người này không thuộc cơ quan của bạn.",

  "admin.agency": "Cơ quan",
  "admin.noAgency": "Không thuộc cơ quan nào",
  "admin.agencyNeeded": "Vai trò Cơ quan cần một cơ quan.",
  "admin.agencyChanged": "{name} nay thuộc {agency}.",
} as const;
