export { default as folder } from "./folder.ts";
export { default as s3 } from "./s3.ts";
export { default as sftp } from "./sftp.ts";
