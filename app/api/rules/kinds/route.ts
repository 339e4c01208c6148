import { z } from "zod";
import { ruleKinds } from "#lib/rule/kinds/catalog.ts";
import { canTry } from "#lib/rule/trial.ts";
import { guarded } from "#lib/user/guard.ts";

/** Every kind of rule with the JSON Schema of its params, as forms are drawn from it. */
export const GET = guarded("rule.see", async () =>
  Response.json(
    ruleKinds.map(({ id, title, over, schema, example }) => ({
      id,
      title,
      over,
      triable: canTry(over),
      schema: z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }),
      example,
    })),
  ),
);
