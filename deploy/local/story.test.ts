import { describe, expect, test } from "vitest";
import { SetupFault } from "./fault.ts";
import { storyFrom } from "./story.ts";

describe("--scenario and --speed", () => {
  test("are read, the speed being the scenario's own unless given", () => {
    expect(storyFrom("lu-11-2025", undefined)).toEqual({ id: "lu-11-2025", speed: undefined });
    expect(storyFrom("bao", "30")).toEqual({ id: "bao", speed: 30 });
    expect(storyFrom(undefined, undefined)).toBeUndefined();
  });

  test("say what there is when they name something else", () => {
    const next = (id: string | undefined, speed: string | undefined) => {
      try {
        storyFrom(id, speed);
      } catch (error) {
        return error instanceof SetupFault ? error.next : "another error";
      }
      return "no error";
    };
    expect(next("dong-dat", undefined)).toBe("Known: lu-11-2025, bao, chay-rung.");
    expect(next("bao", "0")).toContain("1 to 1000");
    expect(next("bao", "fast")).toContain("1 to 1000");
    expect(next(undefined, "60")).toContain("--scenario");
  });
});
