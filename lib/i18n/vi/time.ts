export const time = {
  "span.seconds": "{count} giây",
  "span.minutes": "{count} phút",
  "span.hours": "{count} giờ",
  "span.days": "{count} ngày",
  "age.now": "vừa xong",
  "age.past": "{span} trước",
  "age.ahead": "sau {span} nữa",
} as const;
