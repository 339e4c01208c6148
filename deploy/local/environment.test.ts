import { expect, test } from "vitest";
import { childEnv } from "./environment.ts";

test("our settings replace the caller's, everything else is passed on", () => {
  const env = childEnv({ PATH: "/bin", http_proxy: "p", PORT: "1", NODE_ENV: "development" }, { PORT: 2 });
  expect(env).toMatchObject({ http_proxy: "p", PORT: "2", NODE_ENV: "production", TZ: "Asia/Ho_Chi_Minh" });
});

test("a secret that came in a file is handed on by value only: given twice it would be refused", () => {
  const env = childEnv({ AUTH_SECRET_FILE: "/run/secret" }, { AUTH_SECRET: "value" });
  expect(env.AUTH_SECRET).toBe("value");
  expect(env).not.toHaveProperty("AUTH_SECRET_FILE");
});
