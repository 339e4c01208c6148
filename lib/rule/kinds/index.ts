export { default as silence } from "./silence.ts";
export { default as threshold } from "./threshold.ts";
