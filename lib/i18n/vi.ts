import { access } from "./vi/access.ts";
import { app } from "./vi/app.ts";
import { time } from "./vi/time.ts";

/** One file an area; a text is added in both languages or the types refuse it. */
export const areas = { access, app, time };

export const vi = { ...access, ...app, ...time };
