import { expect, test } from "vitest";
import { formatOf } from "#lib/i18n/format.ts";
import { translator } from "#lib/i18n/model.ts";
import type { NotificationRow } from "#lib/notify/model.ts";
import { storyOfMessage, timeOfMessage } from "./told.ts";

const speech = { language: "vi", t: translator("vi"), format: formatOf("vi") } as const;
const attempt = { n: 1, at: 5, outcome: "failed", code: null, ms: 3, excerpt: null } as const;
const message: NotificationRow = {
  id: "m1",
  kind: "alert",
  madeAt: 1_000,
  dueAt: 1_000,
  alertId: 1,
  alertIds: [1],
  policyId: null,
  step: 1,
  repeat: 0,
  channelId: "sms",
  channelVi: "Tin nhắn",
  channelEn: "SMS",
  userId: "an",
  userName: "An",
  priority: 1,
  simulated: false,
  title: "Nước cao",
  state: "failed",
  reason: "gave_up",
  nextAt: null,
  settledAt: 9_000,
  attempts: [attempt, { ...attempt, n: 2 }],
};

test("a message says to whom, by what, what came of it, and how often it was tried", () => {
  expect(storyOfMessage(message, speech)).toEqual({
    what: "Báo qua Tin nhắn",
    more: "không gửi được · thử 2 lần",
    words: "",
    who: "tới An",
  });
});

test("what goes to a room names the room; until it went out its time is that of its making", () => {
  const waiting = { ...message, userId: null, userName: null, state: "waiting", settledAt: null } as const;
  expect(storyOfMessage({ ...waiting, attempts: [] }, speech)).toMatchObject({
    more: "đang chờ gửi",
    who: "tới nhóm chung",
  });
  expect(timeOfMessage(waiting)).toBe(1_000);
  expect(timeOfMessage(message)).toBe(9_000);
});
