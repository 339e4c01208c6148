import { describe, expect, it } from "vitest";
import { secretFrom } from "./secret.ts";

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
