import { type Consequence, type Happened, rang } from "#lib/alert/consequence.ts";
import { insertAnnunciations } from "./sql/watch.ts";

/** Keeps count of what is put before people: what was hidden at once was not. */
export const annunciate: Consequence = async (client, happened) => {
  const news = happened.filter((one) => one.after.visibility === "shown" && rang(one) && !isReminder(one));
  if (news.length > 0) {
    await insertAnnunciations(
      client,
      news.map(({ after }) => after),
    );
  }
  return [];
};

/** An answer that ran out asks again for what was announced before. */
function isReminder({ events }: Happened): boolean {
  return events.some(({ type }) => type === "unacknowledged");
}
