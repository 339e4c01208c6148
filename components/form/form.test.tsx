import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { LanguageProvider } from "#components/shell/language.tsx";
import { ruleKinds } from "#lib/rule/kinds/catalog.ts";
import { type Draft, draftOf, emptyDraft, type Item, readDraft } from "./draft.ts";
import { readTyped, writeTyped } from "./number.ts";
import { formOf, type Part } from "./part.ts";
import { type Issue, problemsOf } from "./problems.ts";
import { SchemaForm } from "./SchemaForm.tsx";
import { useSchemaForm } from "./useSchemaForm.ts";

const there = (schema: z.ZodType, value: unknown) => {
  const part = formOf(schema);
  return readDraft(part, draftOf(part, value, "vi"), "vi");
};

describe("a number as it is typed", () => {
  test.each([
    ["0,05", 0.05],
    ["0.05", 0.05],
    ["1.204,5", 1204.5],
    ["1,204.5", 1204.5],
    ["1 204,5", 1204.5],
    ["1.204.000", 1_204_000],
    ["0.125", 0.125],
    ["-3,5", -3.5],
    ["−3,5", -3.5],
    ["1,204", 1.204],
    ["1204", 1204],
    ["1.204", "ambiguous"],
    ["", "empty"],
    ["  ", "empty"],
    ["12a", "none"],
    ["1,2,3", "none"],
    ["12.34,5", "none"],
    ["1e3", 1000],
    [",5", 0.5],
    ["１２,５", 12.5],
    ["12 mm", "none"],
    ["n/a", "none"],
    ["Infinity", "none"],
  ] as const)("%j in Vietnamese is %j", (text, read) => {
    expect(readTyped(text, "vi")).toBe(read);
  });

  test("in English the comma is the one that may be meant in two ways", () => {
    expect(readTyped("1,204", "en")).toBe("ambiguous");
    expect(readTyped("1.204", "en")).toBe(1.204);
  });

  test.each([0, 0.05, -2.75, 1204.5, 1204, 1.204, 1e-7, 123456789.125])(
    "%d is read back as what was written",
    (n) => {
      for (const language of ["vi", "en"] as const)
        expect(readTyped(writeTyped(n, language), language)).toBe(n);
    },
  );
});

describe.each(ruleKinds.map((kind) => [kind.id, kind] as const))("the form of rule kind %s", (_, kind) => {
  test("gives back its example, and the same once the schema has filled it in", () => {
    const full = kind.schema.parse(kind.example);
    expect(kind.schema.parse(there(kind.schema, kind.example))).toEqual(full);
    expect(kind.schema.parse(there(kind.schema, full))).toEqual(full);
  });

  test("has words for every field, in both languages", () => {
    expect(namelessIn(formOf(kind.schema))).toEqual([]);
  });

  test("says in both languages what its fields must be together", () => {
    for (const { params } of togetherIn(kind.schema))
      expect(params).toMatchObject({ vi: expect.any(String), en: expect.any(String) });
  });

  test("is drawn", () => {
    const html = renderToStaticMarkup(<Drawn schema={kind.schema} value={kind.example} />);
    expect(html).toMatch(/<input|<textarea|combobox/);
  });
});

const schema = z
  .strictObject({
    height: z.number().min(0).max(10).meta({ vi: "Mức", en: "Height", unit: "metric" }),
    why: z.string().trim().min(1).max(5).meta({ vi: "Vì sao", en: "Why" }),
    mode: z.enum(["up", "down"]).default("up"),
    note: z.string().nullable(),
    months: z.array(z.int().min(1).max(12)).min(1).optional(),
    steps: z.array(z.strictObject({ id: z.string(), at: z.int() })).max(3),
    by: z.discriminatedUnion("kind", [
      z.strictObject({ kind: z.literal("mail"), to: z.email() }),
      z.strictObject({ kind: z.literal("call"), number: z.string() }),
    ]),
    size: z.union([z.strictObject({ w: z.number() }), z.strictObject({ h: z.number() })]).optional(),
    on: z.boolean().default(false),
  })
  .refine((v) => v.height < 9 || v.on, {
    path: ["height"],
    error: "x",
    params: { vi: "Cao quá", en: "Too high" },
  });
const good = {
  height: 3.5,
  why: "mưa",
  mode: "down",
  note: null,
  months: [9, 10],
  steps: [{ id: "a", at: 1 }],
  by: { kind: "call", number: "114" },
  size: { h: 2 },
  on: true,
};

describe("any schema", () => {
  test("is given back as it was", () => {
    expect(there(schema, good)).toEqual(good);
    expect(there(schema, { ...good, size: undefined, months: undefined })).toEqual({
      ...good,
      size: undefined,
      months: undefined,
    });
  });

  test.each([
    [{}, {}],
    [
      { sure: false, list: [] },
      { sure: false, list: [] },
    ],
    [
      { sure: true, list: ["a"] },
      { sure: true, list: ["a"] },
    ],
    [{ known: null }, { known: null }],
    [{ known: false }, { known: false }],
  ])("%j is not confused with its neighbours: what is absent, empty and false stays so", (value, read) => {
    const loose = z.strictObject({
      sure: z.boolean().optional(),
      known: z.boolean().nullable().optional(),
      list: z.array(z.string()).optional(),
    });
    expect(there(loose, value)).toEqual({ known: null, ...read });
  });

  test("what may be left out is left out, null where it is nullable, and defaults fill the rest", () => {
    const part = formOf(schema);
    const value = readDraft(part, emptyDraft(part, "vi"), "vi") as typeof good;
    expect(value).not.toHaveProperty("size");
    expect(value).not.toHaveProperty("months");
    expect(value).toMatchObject({ note: null, mode: "up", on: false });
  });
});

/** The form with one field typed over, and what it then says. */
function typed(path: string, text: Draft, language: "vi" | "en" = "vi") {
  const part = formOf(schema);
  const draft = put(draftOf(part, good, language), path.split("."), text);
  const value = readDraft(part, draft, language);
  const issues = (schema.safeParse(value).error?.issues ?? []) as unknown as Issue[];
  return { draft, value, problems: problemsOf(issues, { part, draft, value, language }) };
}

describe("what does not fit", () => {
  test.each([
    ["height", "cao", "Không phải số hợp lệ. Viết ví dụ 1,25."],
    ["height", "1.204", "Chưa rõ dấu chấm là phần nghìn hay phần thập phân. Viết 1204 hoặc 1,204."],
    ["height", "", "Cần điền."],
    ["height", "-0,5", "Ít nhất là 0."],
    ["height", "10,5", "Nhiều nhất là 10."],
    ["why", "", "Cần điền."],
    ["why", "   ", "Ít nhất 1 ký tự."],
    ["why", "mưa to lắm", "Nhiều nhất 5 ký tự."],
    ["steps.0.at", "1,5", "Phải là số nguyên."],
    ["months.1", "13", "Nhiều nhất là 12."],
  ])("%s = %j is refused beside the field, and stays as typed", (path, text, message) => {
    const { draft, problems } = typed(path, text);
    expect(problems).toEqual({ [path]: message });
    expect(get(draft, path.split("."))).toBe(text);
  });

  test("a rule over several fields says its own words in the reader's language", () => {
    const part = formOf(schema);
    const say = (language: "vi" | "en") => {
      const value = { ...good, height: 9.5, on: false };
      const issues = schema.safeParse(value).error?.issues as unknown as Issue[];
      return problemsOf(issues, { part, draft: draftOf(part, value, language), value, language });
    };
    expect(say("vi")).toEqual({ height: "Cao quá" });
    expect(say("en")).toEqual({ height: "Too high" });
  });

  test("of a union the chosen way is judged, and the other keeps what was typed", () => {
    const part = formOf(schema);
    const draft = draftOf(part, good, "vi") as { fields: { [key: string]: Draft } };
    const by = draft.fields.by as { option: number; drafts: Draft[] };
    draft.fields.by = { ...by, option: 0 };
    const size = draft.fields.size as { on: boolean; inner: { option: number; drafts: Draft[] } };
    draft.fields.size = { on: true, inner: { ...size.inner, option: 0 } };
    const value = readDraft(part, draft, "vi");
    const issues = schema.safeParse(value).error?.issues as unknown as Issue[];
    expect(problemsOf(issues, { part, draft, value, language: "vi" })).toEqual({
      "by.to": "Cần điền.",
      "size.w": "Cần điền.",
    });
    draft.fields.by = { ...(draft.fields.by as object), option: 1 } as Draft;
    draft.fields.size = { on: true, inner: size.inner };
    expect(readDraft(part, draft, "vi")).toEqual(good);
  });
});

describe("what is drawn", () => {
  const html = renderToStaticMarkup(<Drawn schema={schema} value={good} />);

  test("names the unit of the metric, and writes numbers with a comma", () => {
    expect(html).toContain("Mức (cm)");
    expect(html).toMatch(/value="3,5"/);
  });

  test("lets an entry be added, moved and removed by name", () => {
    expect(html).toContain("Bỏ steps 1");
    expect(html).toContain("Đưa steps 1 lên");
    expect(html).toContain("Thêm steps");
  });
});

function Drawn({ schema, value }: { schema: z.ZodType; value: unknown }) {
  return (
    <LanguageProvider language="vi">
      <Inner schema={schema} value={value} />
    </LanguageProvider>
  );
}
function Inner({ schema, value }: { schema: z.ZodType; value: unknown }) {
  const form = useSchemaForm(schema, value);
  return <SchemaForm form={form} metricUnit="cm" />;
}

function namelessIn(part: Part, path = ""): string[] {
  if (part.kind === "list") return namelessIn(part.item, `${path}[]`);
  if (part.kind === "union") return part.options.flatMap((o) => namelessIn(o, path));
  if (part.kind !== "group") return [];
  return part.fields.flatMap(({ key, part: inner }) => {
    const at = `${path}.${key}`;
    const nameless = inner.kind !== "fixed" && (!inner.words?.vi || !inner.words.en) ? [at] : [];
    return [...nameless, ...namelessIn(inner, at)];
  });
}

type Check = { _zod: { def: { check: string; params?: object } } };

/** Conditions over several fields, of the whole and of the entries of its lists. */
function togetherIn(whole: z.ZodType): { params?: object }[] {
  const {
    checks = [],
    shape,
    element,
    innerType,
  } = whole.def as unknown as {
    checks?: Check[];
    shape?: { [key: string]: z.ZodType };
    element?: z.ZodType;
    innerType?: z.ZodType;
  };
  const own = checks.map((check) => check._zod.def).filter((def) => def.check === "custom");
  const inner = [...Object.values(shape ?? {}), ...[element, innerType].filter((s) => s !== undefined)];
  return [...own, ...inner.flatMap(togetherIn)];
}

test("conditions over several fields are found where there are some", () => {
  expect(togetherIn(schema)).toMatchObject([{ params: { vi: "Cao quá" } }]);
});

type Loose = { fields?: { [key: string]: Draft }; items?: Item[] };
function get(draft: Draft, [key, ...rest]: string[]): unknown {
  if (key === undefined) return draft;
  const { fields, items } = draft as Loose;
  return get(fields ? (fields[key] as Draft) : ((items as Item[])[Number(key)] as Item).draft, rest);
}
function put(draft: Draft, [key, ...rest]: string[], text: Draft): Draft {
  if (key === undefined) return text;
  const { fields, items } = draft as Loose;
  if (fields) return { fields: { ...fields, [key]: put(fields[key] as Draft, rest, text) } };
  return {
    items: (items as Item[]).map((it, i) =>
      i === Number(key) ? { ...it, draft: put(it.draft, rest, text) } : it,
    ),
  };
}
