export { default as forecast } from "./forecast.ts";
export { default as lostContact } from "./lost-contact.ts";
export { default as quality } from "./quality.ts";
export { default as record } from "./record.ts";
export { default as silence } from "./silence.ts";
export { default as threshold } from "./threshold.ts";
export { default as vote } from "./vote.ts";
export { default as zone } from "./zone.ts";
