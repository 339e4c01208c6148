export { default as citizenReports } from "./citizen-reports.ts";
export { default as oneStop } from "./one-stop.ts";
export { default as soc } from "./soc.ts";
