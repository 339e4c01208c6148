import { renderToString } from "react-dom/server";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { formOf, type Part } from "#components/form/part.ts";
import { LanguageProvider } from "#components/shell/language.tsx";
import type { Policy } from "#lib/escalation/model.ts";
import { AttemptList } from "./AttemptList.tsx";
import { policySchemaWith } from "./policy-schema.ts";

const choices = {
  people: [{ id: "u1", name: "Trần Bình" }],
  channels: [{ id: "sms", nameVi: "Tin nhắn", nameEn: "SMS" }],
  agencies: [{ id: "snnmt", nameVi: "Sở NNMT", nameEn: "Agriculture" }],
  rules: [{ id: "flood", nameVi: "Lũ", nameEn: "Flood" }],
};
const schema = policySchemaWith(choices);

function field(part: Part, key: string): Part {
  if (part.kind !== "group") throw new Error(`${part.kind} has no fields`);
  const found = part.fields.find((one) => one.key === key);
  if (!found) throw new Error(`no field ${key}`);
  return found.part;
}

describe("the form of a policy", () => {
  const form = formOf(schema);
  const steps = field(form, "steps");
  const step = steps.kind === "list" ? steps.item : steps;

  test("offers people, channels, agencies and rules by name", () => {
    expect(field(step, "person")).toMatchObject({
      kind: "choice",
      choices: [{ value: "u1", words: { vi: "Trần Bình" } }],
    });
    expect(field(step, "channels")).toMatchObject({
      kind: "set",
      choices: [{ value: "sms", words: { en: "SMS" } }],
    });
    expect(field(field(form, "match"), "agencies")).toMatchObject({ kind: "set" });
    expect(field(field(form, "match"), "rules")).toMatchObject({ kind: "set", words: { vi: "Chỉ quy tắc" } });
    expect(field(step, "whom")).toMatchObject({ kind: "choice" });
  });

  test("has words for everything", () => {
    const walk = (part: Part): void => {
      if (part.kind === "list") walk(part.item);
      if (part.kind !== "group") return;
      for (const { key, part: inner } of part.fields) {
        expect(inner.words?.vi, key).toBeTruthy();
        walk(inner);
      }
    };
    walk(form);
  });

  test("judges as the server does", () => {
    const policy = {
      id: "p",
      nameVi: "P",
      nameEn: "P",
      match: { priorities: [1] },
      steps: [{ afterS: 0, whom: "person", person: "u1", channels: ["sms"] }],
    };
    expect(schema.safeParse(policy).success).toBe(true);
    const wrong = (step_: object) =>
      schema.safeParse({ ...policy, steps: [step_] }).error?.issues.map((i) => i.path.join("."));
    expect(wrong({ afterS: 0, whom: "role" })).toEqual(["steps.0.role"]);
    expect(wrong({ afterS: 0, whom: "leader", repeatTimes: 2 })).toEqual(["steps.0.repeatTimes"]);
    const fit: Policy | undefined = schema.safeParse(policy).data;
    expect(fit?.steps[0]?.calendar).toBe("always");
  });
});

test("a channel's form comes back from its JSON Schema with its words and limits", () => {
  const said = z.strictObject({ port: z.int().min(1).max(9).default(5).meta({ vi: "Cổng", en: "Port" }) });
  const back = z.fromJSONSchema(z.toJSONSchema(said, { io: "input" }));
  expect(field(formOf(back), "port")).toMatchObject({ kind: "number", words: { vi: "Cổng", en: "Port" } });
  expect(back.safeParse({ port: 10 }).success).toBe(false);
  expect(back.safeParse({ other: 1 }).success).toBe(false);
});

test("attempts are told one by one, with what the other side said of a failure", () => {
  const attempts = [
    { n: 1, at: 0, outcome: "failed" as const, code: "503", ms: 12, excerpt: "<b>busy</b>" },
    { n: 2, at: 1, outcome: "sent" as const, code: "200", ms: 30, excerpt: "ok" },
  ];
  const html = renderToString(
    <LanguageProvider language="vi">
      <AttemptList attempts={attempts} />
    </LanguageProvider>,
  );
  expect(html).toContain("không được");
  expect(html).toContain("&lt;b&gt;busy");
  expect(html).not.toContain("ok</li>");
});
