import { randomUUID } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { ENV_EXAMPLE, envExample } from "#deploy/local/env-example.ts";
import { type Environment, isSecure, readConfig, type Setting } from "./config.ts";

function problemsOf(env: Environment, needed: Setting[] = []): string[] {
  const result = readConfig(env, needed);
  return "problems" in result ? result.problems : [];
}

const folder = mkdtempSync(join(tmpdir(), "hai-dang-config-"));
afterAll(() => rmSync(folder, { recursive: true }));

function fileWith(text: string): string {
  const path = join(folder, randomUUID());
  writeFileSync(path, text);
  return path;
}

test("an empty environment is enough", () => {
  expect(readConfig({})).toMatchObject({
    config: { PORT: 3000, MQTT_PORT: 1883, MQTT_BIND: "127.0.0.1", DEMO: true },
  });
});

test("an empty value is an unset value", () => {
  expect(readConfig({ PORT: "", DATABASE_URL: "" })).toMatchObject({ config: { PORT: 3000 } });
});

test("every problem is told at once, with what was found and what is expected", () => {
  const problems = problemsOf({ PORT: "http", LOG_LEVEL: "loud", MQTT_URL: "ftp://x" }, ["DATABASE_URL"]);
  expect(problems.toSorted()).toEqual([
    "DATABASE_URL: found nothing, expected postgresql://user:password@host:port/database",
    'LOG_LEVEL: found "loud", expected fatal, error, warn, info, debug, trace or silent',
    "MQTT_URL: found a value that is kept secret, expected mqtt://user:password@host:port or mqtts://…",
    'PORT: found "http", expected a port number from 1 to 65535',
  ]);
});

test("a secret's value is never told", () => {
  const text = problemsOf({ AUTH_SECRET: "hunter2", DATABASE_URL: "mysql://u:hunter2@h/d" }).join();
  expect(text).toContain("AUTH_SECRET");
  expect(text).not.toContain("hunter2");
});

test("a secret known from examples is refused", () => {
  expect(problemsOf({ AUTH_SECRET: "change-me-change-me-change-me-change-me" })).toHaveLength(1);
});

test("a secret may stand in a file", () => {
  const url = "postgresql://u:p@h:5432/d";
  expect(readConfig({ DATABASE_URL_FILE: fileWith(`${url}\n`) }, ["DATABASE_URL"])).toMatchObject({
    config: { DATABASE_URL: url },
  });
});

test("a secret given twice, or in a file that is not there, is a problem", () => {
  const [twice] = problemsOf({ AUTH_SECRET: "x".repeat(40), AUTH_SECRET_FILE: fileWith("y".repeat(40)) });
  expect(twice).toMatch(/AUTH_SECRET: found it and AUTH_SECRET_FILE/);
  expect(problemsOf({ AUTH_SECRET_FILE: "/nowhere/secret" })).toEqual([
    'AUTH_SECRET_FILE: found "/nowhere/secret", expected a file that can be read',
  ]);
});

test("cookies go by https alone once this web, or the proxy before it, speaks it", () => {
  expect(isSecure({})).toBe(false);
  expect(isSecure({ PUBLIC_URL: "http://ioc.example.vn" })).toBe(false);
  expect(isSecure({ PUBLIC_URL: "https://ioc.example.vn" })).toBe(true);
  expect(isSecure({ TLS: "self-signed", PUBLIC_URL: "http://ioc.example.vn" })).toBe(true);
});

test(".env.example is what the settings say: npm run env-example", () => {
  expect(readFileSync(ENV_EXAMPLE, "utf8")).toBe(envExample());
});
