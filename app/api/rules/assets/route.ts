import { plain } from "#lib/i18n/plain.ts";
import { allAims } from "#lib/rule/sql/aim.ts";
import { atMost } from "#lib/user/crowd.ts";
import { guarded } from "#lib/user/guard.ts";
import { server } from "#lib/user/server.ts";

const MOST = 30;

/** `?q=binh nghi&metric=water_level` → the first stations whose name or key contains it, marks or no marks. */
export const GET = guarded(
  "rule.see",
  atMost(4, async (request) => {
    const query = new URL(request.url).searchParams;
    const wanted = plain(query.get("q") ?? "").slice(0, 100);
    const metric = query.get("metric");
    const { series, movers } = await allAims(server().pool);
    const all = metric === null ? movers : series.filter((s) => s.metricId === metric);
    const found = all.filter(({ nameVi, nameEn, assetKey }) =>
      [nameVi, nameEn, assetKey].some((name) => plain(name).includes(wanted)),
    );
    const assets = found.slice(0, MOST).map(({ assetKey: key, nameVi, nameEn }) => ({ key, nameVi, nameEn }));
    return Response.json({ assets, more: found.length - assets.length });
  }),
);
