import { forgetLinks } from "#lib/notify/sql/link.ts";
import { forgetNotifications } from "#lib/notify/sql/log.ts";
import type { Job } from "./job.ts";

const DAY = 86_400_000;
const LINKS_DAYS = 30;
/** A year and a month: what happened in last year's flood season can still be asked. */
const MESSAGES_DAYS = 400;
const AT_ONCE = 5_000;

export default {
  id: "notify",
  title: { vi: "Xóa thông báo và liên kết cũ", en: "Forgetting old messages and links" },
  everyMs: 60 * 60_000,
  async run({ pool, now, signal }) {
    const links = await forgetLinks(pool, now() - LINKS_DAYS * DAY);
    let messages = 0;
    for (let gone = AT_ONCE; gone === AT_ONCE && !signal.aborted; messages += gone)
      gone = await forgetNotifications(pool, now() - MESSAGES_DAYS * DAY, AT_ONCE);
    return links + messages > 0 ? `forgot ${links} links, ${messages} messages` : undefined;
  },
} satisfies Job;
