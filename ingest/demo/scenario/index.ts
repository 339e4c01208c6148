export { default as flood } from "./flood-2025-11.ts";
export { default as forestFire } from "./forest-fire.ts";
export { default as typhoon } from "./typhoon.ts";
