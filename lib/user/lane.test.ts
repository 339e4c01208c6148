import { describe, expect, test } from "vitest";
import { Lane, LaneFull } from "./lane.ts";

const PATIENT = { width: 1, perPlace: 3, most: 6, patienceMs: 60_000 };

/** Work that ends when it is told to, and says in which order it began. */
function stage(limits = PATIENT) {
  const lane = new Lane(limits);
  const began: string[] = [];
  const ends: (() => void)[] = [];
  const ask = (place: string, name: string, suspect = false) =>
    lane
      .run({ place, suspect }, async () => {
        began.push(name);
        await new Promise<void>((end) => ends.push(end));
      })
      .then(
        () => "done",
        (error) => (error instanceof LaneFull ? "full" : `${error}`),
      );
  const settle = () => new Promise((done) => setImmediate(done));
  async function finish() {
    for (;;) {
      await settle();
      const end = ends.shift();
      if (!end) return began;
      end();
    }
  }
  return { lane, ask, finish, settle };
}

describe("the line before costly work", () => {
  test("lets places take turns, whoever sends most", async () => {
    const { ask, finish } = stage();
    for (const n of [1, 2, 3, 4]) void ask("noisy", `noisy ${n}`);
    void ask("quiet", "quiet");
    expect(await finish()).toEqual(["noisy 1", "quiet", "noisy 2", "noisy 3", "noisy 4"]);
  });

  test("serves those who did nothing wrong first", async () => {
    const { ask, finish } = stage();
    void ask("a", "a");
    void ask("b", "guess", true);
    void ask("c", "c");
    void ask("d", "d");
    expect(await finish()).toEqual(["a", "c", "d", "guess"]);
  });

  test("takes no more of one place than it may have waiting", async () => {
    const { ask, finish } = stage();
    const asked = Array.from({ length: 5 }, (_, n) => ask("one", `${n}`));
    await finish();
    expect(await Promise.all(asked)).toEqual(["done", "done", "done", "done", "full"]);
  });

  test("when it is full, whoever guesses gives way, then the longest line", async () => {
    const { ask, finish } = stage({ ...PATIENT, most: 4 });
    void ask("x", "running");
    const crowd = ["a", "b"].map((name) => ask("crowd", name));
    const guess = ask("bad", "guess", true);
    const other = ask("other", "other");
    const first = ask("late", "late");
    expect(await guess).toBe("full");
    const second = ask("later", "later");
    await finish();
    expect(await Promise.all([...crowd, other, first, second])).toEqual([
      "done",
      "full",
      "done",
      "done",
      "done",
    ]);
  });

  test("keeps nobody longer than its patience", async () => {
    const { ask, finish, settle } = stage({ ...PATIENT, patienceMs: 5 });
    const long = ask("a", "a");
    expect(await ask("b", "b")).toBe("full");
    await settle();
    expect(await finish()).toEqual(["a"]);
    expect(await long).toBe("done");
  });

  test("goes on after work that failed", async () => {
    const { lane } = stage();
    const failing = lane.run({ place: "a", suspect: false }, () => Promise.reject(new Error("x")));
    const after = lane.run({ place: "a", suspect: false }, async () => "on");
    await expect(failing).rejects.toThrow("x");
    expect(await after).toBe("on");
    expect(lane.length).toBe(0);
  });
});
