import { describe, expect, it } from "vitest";
import { channelSecretFrom, secretFrom } from "./secret.ts";

const url = "postgresql://reader@db/x";

describe("a secret named by a feed's row", () => {
  it.each(["SOURCE_MOT_CUA_URL", "DEMO_SOC_URL"])("is found in %s", (name) => {
    expect(secretFrom({ [name]: url }, name)).toBe(url);
  });

  it.each(["DATABASE_URL", "AUTH_SECRET", "DEMO_DATABASE_URL", "DEMO_MQTT_URL", "MQTT_URL"])(
    "is never our own %s",
    (name) => {
      expect(secretFrom({ [name]: url }, name)).toBeUndefined();
    },
  );
});

describe("a secret named by a channel's row", () => {
  it("is found under NOTIFY_ alone", () => {
    expect(channelSecretFrom({ NOTIFY_SMS_KEY: "k" }, "NOTIFY_SMS_KEY")).toBe("k");
    for (const name of [
      "DATABASE_URL",
      "AUTH_SECRET",
      "VAPID_PRIVATE_KEY",
      "SOURCE_MOT_CUA_URL",
      "NOTIFY_X_FILE",
    ])
      expect(channelSecretFrom({ [name]: "own" }, name)).toBeUndefined();
  });
});
