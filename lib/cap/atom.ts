import { isoAt, type Office } from "./message.ts";
import type { Status } from "./model.ts";
import { xmlText } from "./xml.ts";

/** A released message as a list names it. */
export type Entry = {
  identifier: string;
  status: Status;
  headline: string;
  areaDesc: string;
  sentAt: number;
  expiresAt: number;
};

/** Path of a message's XML. */
export function addressOf(identifier: string): string {
  return `/api/cap/${encodeURIComponent(identifier)}`;
}

/** `origin`: where people reach this, "" when nobody said: then links are relative to the feed's own address. */
export type Feed = { entries: readonly Entry[]; office: Office; origin: string; now: number };

/** Atom 1.0 (RFC 4287) of the newest messages, newest first, each with a link to its CAP document. */
export function atomOf({ entries, office, origin, now }: Feed): string {
  const self = `${origin}/api/cap`;
  return xmlText({
    feed: {
      "@xmlns": "http://www.w3.org/2005/Atom",
      "@xml:lang": "vi",
      // An id is absolute and for ever (RFC 4287, 4.2.6).
      id: origin === "" ? `urn:cap:feed:${office.sender || "hai-dang"}` : self,
      title: `Tin cảnh báo · ${office.nameVi}`,
      updated: isoAt(entries[0]?.sentAt ?? now, office.timezone),
      author: { name: office.nameVi },
      link: { "@rel": "self", "@type": "application/atom+xml", "@href": self },
      entry: entries.map((entry) => ({
        id: `urn:cap:${entry.identifier}`,
        title: entry.headline,
        updated: isoAt(entry.sentAt, office.timezone),
        published: isoAt(entry.sentAt, office.timezone),
        summary: entry.areaDesc,
        category: { "@term": entry.status, "@scheme": "urn:oasis:names:tc:emergency:cap:1.2:status" },
        link: {
          "@rel": "alternate",
          "@type": "application/cap+xml",
          "@href": origin + addressOf(entry.identifier),
        },
      })),
    },
  });
}
