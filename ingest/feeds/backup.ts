import { z } from "zod";
import { backupAges } from "#lib/backup/watch.ts";
import { lookAgain } from "../transports/own.ts";
import { feedKind } from "./feed.ts";

const config = z.strictObject({
  /** Seconds between two looks. */
  everyS: z.number().min(1).max(600).default(60),
});

/** A backup that was missed, or failed its trial restore, rings like anything else. */
export default feedKind({
  kind: "backup",
  title: { vi: "Tuổi của bản sao lưu", en: "Age of the backups" },
  about: {
    vi: "Bản sao lưu dùng được mới nhất và nhật ký giao dịch cũ bao lâu, để lần sao lưu bị lỡ tự thành cảnh báo.",
    en: "How old the newest usable backup and the write-ahead log are, so that a missed one raises an alert.",
  },
  config,
  example: {},
  leased: true,
  start: ({ everyS }, run) => lookAgain(run, everyS * 1_000, () => backupAges(run.world.pool)),
});
