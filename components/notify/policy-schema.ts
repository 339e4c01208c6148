import { z } from "zod";
import { matchSchema, type Policy, policySchema, stepSchema } from "#lib/escalation/model.ts";
import type { Words } from "#lib/i18n/model.ts";

type Named = { id: string; nameVi: string; nameEn: string };
/** What a policy can name. */
export type Choices = {
  people: readonly { id: string; name: string }[];
  channels: readonly Named[];
  agencies: readonly Named[];
  rules: readonly Named[];
};

/** The schema of policies with the names of what is there, so that the form offers them instead of asking for ids. */
export function policySchemaWith(choices: Choices): z.ZodType<Policy> {
  const { agencies, rules } = matchSchema.shape;
  const { person, channels } = stepSchema.shape;
  const match = matchSchema.extend({
    agencies: named(agencies, optionsOf(choices.agencies)),
    rules: named(rules, optionsOf(choices.rules)),
  });
  const people = Object.fromEntries(choices.people.map(({ id, name }) => [id, { vi: name, en: name }]));
  const step = stepSchema.safeExtend({
    person: oneOf(person, people),
    channels: named(channels, optionsOf(choices.channels)),
  });
  const schema = policySchema.extend({
    match: match.meta(policySchema.shape.match.meta() ?? {}),
    steps: z
      .array(step)
      .min(1)
      .max(12)
      .meta(policySchema.shape.steps.meta() ?? {}),
  });
  return schema as unknown as z.ZodType<Policy>;
}

type Options = { [id: string]: Words };

function optionsOf(rows: readonly Named[]): Options {
  return Object.fromEntries(rows.map(({ id, nameVi, nameEn }) => [id, { vi: nameVi, en: nameEn }]));
}

function named<T extends z.ZodType>(schema: T, options: Options): T {
  return Object.keys(options).length === 0 ? schema : (schema.meta({ ...schema.meta(), options }) as T);
}

function oneOf(schema: z.ZodOptional<z.ZodString>, options: Options): z.ZodOptional<z.ZodString> {
  const ids = Object.keys(options);
  if (ids.length === 0) return schema;
  const choice = z.enum(ids as [string, ...string[]]);
  return choice.optional().meta({ ...schema.meta(), options }) as unknown as z.ZodOptional<z.ZodString>;
}
