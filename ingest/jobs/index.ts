export { default as columnstore } from "./columnstore.ts";
export { default as extrapolate } from "./extrapolate.ts";
export { default as notify } from "./notify.ts";
export { default as retention } from "./retention.ts";
export { default as rollup } from "./rollup.ts";
export { default as scan } from "./scan.ts";
export { default as season } from "./season.ts";
export { default as traces } from "./traces.ts";
