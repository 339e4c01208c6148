import { cityBuses } from "./bus-lines.ts";
import { cameraSites } from "./cameras.ts";
import { fleet } from "./fleet.ts";
import { hotspotSites } from "./hotspots.ts";
import { landSites } from "./land-sites.ts";
import type { Site } from "./site.ts";
import { skySites } from "./sky-sites.ts";
import { waterSites } from "./water-sites.ts";

/** Everything that stands or moves in the demo province. */
export const sites: readonly Site[] = [
  ...waterSites,
  ...skySites,
  ...landSites,
  ...fleet.map((boat) => boat.site),
  ...cityBuses.map((each) => each.site),
  ...hotspotSites,
  ...cameraSites,
];
