export { default as email } from "./email.ts";
export { default as smsHttp } from "./sms-http.ts";
export { default as telegram } from "./telegram.ts";
export { default as webPush } from "./web-push.ts";
export { default as webhook } from "./webhook.ts";
export { default as zalo } from "./zalo.ts";
