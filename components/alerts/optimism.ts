import type { AlertRow } from "#lib/alert/model.ts";

/** An acknowledgement on its way: what the person saw, when they pressed, who they are. */
export type Sent = { seq: number; at: number; name: string };

/**
 * Shows alerts as acknowledged while the server has not answered. As soon as the server's own row is newer than what
 * the person saw, that row counts.
 */
export function withSent(rows: readonly AlertRow[], sent: ReadonlyMap<number, Sent>): readonly AlertRow[] {
  if (sent.size === 0) return rows;
  return rows.map((row) => {
    const mine = sent.get(row.id);
    if (!mine || row.seq > mine.seq || row.response !== "unack") return row;
    return { ...row, response: "ack", ackedAt: mine.at, ackedName: mine.name };
  });
}

/** Those still worth keeping: the server's row has not caught up with them. */
export function stillSent(rows: readonly AlertRow[], sent: ReadonlyMap<number, Sent>): Map<number, Sent> {
  const seqs = new Map(rows.map((row) => [row.id, row.seq]));
  return new Map([...sent].filter(([id, mine]) => (seqs.get(id) ?? Number.POSITIVE_INFINITY) <= mine.seq));
}
