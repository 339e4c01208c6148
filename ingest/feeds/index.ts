export { default as backup } from "./backup.ts";
export { default as delivery } from "./delivery.ts";
export { default as http } from "./http-json.ts";
export { default as mqtt } from "./mqtt-json.ts";
export { default as sql } from "./sql.ts";
