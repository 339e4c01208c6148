export { default as rollup } from "./rollup.ts";
