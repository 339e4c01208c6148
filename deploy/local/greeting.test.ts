import { expect, test } from "vitest";
import { greetingText, publishCommand, type Running, webAddress } from "./greeting.ts";

const running: Running = {
  web: "http://localhost:3000",
  mqtt: "mqtt://127.0.0.1:1883",
  publish: "npx mqtt pub …",
  device: { user: "thietbi", password: "p" },
  setupLink: "http://localhost:3000/setup/once",
  data: "/d",
  logs: "/d/logs",
  demo: true,
};

test("the greeting says where the wall, the broker, the set-up link, data and logs are", () => {
  const text = greetingText(running);
  for (const part of [
    "http://localhost:3000/wall/overview",
    running.mqtt,
    running.publish,
    running.setupLink,
    "/d/logs",
  ])
    expect(text).toContain(part);
});

test("what there is not is not shown", () => {
  const text = greetingText({ ...running, publish: null, setupLink: null, demo: false });
  expect(text).not.toMatch(/Publish|Set up|Demo/);
});

test("the wall's address is the public one, else one that works on this machine", () => {
  expect(webAddress({ publicUrl: "https://ioc.example.vn/", port: 3000 })).toBe("https://ioc.example.vn");
  expect(webAddress({ port: 3000 })).toBe("http://localhost:3000");
  expect(webAddress({ host: "0.0.0.0", port: 80 })).toBe("http://localhost:80");
  expect(webAddress({ host: "10.0.0.7", port: 3000 })).toBe("http://10.0.0.7:3000");
  expect(webAddress({ host: "fd00::7", port: 3000 })).toBe("http://[fd00::7]:3000");
});

test("the publish command writes where its account may write", () => {
  const command = publishCommand({ host: "127.0.0.1", port: 1884 }, { user: "thietbi", password: "a-b_c" });
  expect(command).toMatch(
    /^npx mqtt pub -h 127\.0\.0\.1 -p 1884 -u thietbi -P 'a-b_c' -q 1 -t ioc\/thietbi\//,
  );
});
