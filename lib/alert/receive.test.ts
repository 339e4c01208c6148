import { expect, test } from "vitest";
import { type Colleague, mayReceive } from "./receive.ts";

const person = (role: Colleague["role"], more: Partial<Colleague> = {}): Colleague => ({
  userId: role,
  name: role,
  role,
  agencyId: null,
  onDuty: null,
  ...more,
});
const rivers = { agencyId: "kttv" };

test.each([
  ["duty", null, person("duty"), null],
  ["duty", null, person("lead"), null],
  ["duty", null, person("duty", { onDuty: true }), null],
  ["duty", null, person("lead", { onDuty: false }), "not_in_shift"],
  ["duty", null, person("agency", rivers), "not_in_shift"],
  ["lead", null, person("duty", { onDuty: false }), null],
  ["lead", null, person("agency", rivers), null],
  ["lead", null, person("leader"), "cannot_answer"],
  ["leader", null, person("admin"), "cannot_answer"],
  ["leader", null, person("lead"), null],
  ["agency", "kttv", person("agency", rivers), null],
  ["agency", "kttv", person("agency", { agencyId: "pctt" }), "not_in_agency"],
  ["agency", "kttv", person("duty"), "not_in_agency"],
  ["lead", null, undefined, "unknown_person"],
] as const)("%s of %s gives to %j: %s", (role, agencyId, to, refusal) => {
  expect(mayReceive({ role, agencyId }, to)).toBe(refusal);
});
