import { z } from "zod";
import { compileParent, compilePath, holdsFields, readPath, type Scope } from "./path.ts";

/** Checks a text with its own compiler, so that a wrong path or formula is refused when it is typed, not at night. */
export function compiles(compile: (text: string) => unknown) {
  return z
    .string()
    .min(1)
    .max(300)
    .superRefine((text, context) => {
      try {
        compile(text);
      } catch (error) {
        context.addIssue({ code: "custom", message: (error as Error).message });
      }
    });
}

export const pathSchema = compiles(compilePath);

const partSchema = z.union([pathSchema, z.strictObject({ topicLevel: z.int().min(0).max(31) })]);

/** Where a text comes from: a path (also as a bare string), a level of the topic (0 first), or a constant. */
export const sourceSchema = z.union([
  pathSchema,
  z
    .strictObject({
      path: pathSchema.optional(),
      topicLevel: z.int().min(0).max(31).optional(),
      /** Several parts together: [{"topicLevel": 1}, "unit_id"]. All of them must be there. */
      join: z.array(partSchema).min(2).max(8).optional(),
      const: z.string().max(200).optional(),
      prefix: z.string().max(64).optional(),
      names: z.record(z.string(), z.string()).optional(),
      default: z.string().max(200).optional(),
    })
    .refine((s) => [s.path, s.topicLevel, s.join, s.const].filter((x) => x !== undefined).length === 1, {
      message: "exactly one of path, topicLevel, join, const",
    }),
]);
export type SourceConfig = z.infer<typeof sourceSchema>;

/** What a message offers beside its body. */
export type Envelope = {
  levels: readonly string[];
  /** The topic, where no other may speak for the same series. */
  topic?: string;
};
/** undefined: absent; null: present but neither text, number nor truth value. */
export type Source = (scope: Scope, envelope: Envelope) => string | null | undefined;

/** With `names`, a value that the table does not know is the default or absent: other sensors are not errors. */
export function compileSource(config: SourceConfig): Source {
  if (typeof config === "string") return compileSource({ path: config });
  const read = reader(config);
  const names = config.names && new Map(Object.entries(config.names));
  const fallback = compileFallback(config);
  return (scope, envelope) => {
    const found = read(scope, envelope) ?? fallback(scope);
    if (found === undefined) return undefined;
    const text = asText(found);
    if (text === null) return null;
    if (names) return names.get(text) ?? config.default;
    return config.prefix === undefined ? text : config.prefix + text;
  };
}

/** A default stands for a field that was left out, never for the object that should have held it. */
function compileFallback({ path, default: fallback }: Exclude<SourceConfig, string>) {
  const parent = path === undefined || fallback === undefined ? undefined : compileParent(path);
  return (scope: Scope) => (parent && holdsFields(readPath(parent, scope)) ? fallback : undefined);
}

function reader(config: Exclude<SourceConfig, string>): (scope: Scope, envelope: Envelope) => unknown {
  const { topicLevel, join, const: constant } = config;
  if (join !== undefined) return joiner(join.map(compileSource));
  if (constant !== undefined) return () => constant;
  if (topicLevel !== undefined) return (_, envelope) => envelope.levels[topicLevel];
  const path = compilePath(config.path as string);
  return (scope) => readPath(path, scope);
}

/** Parts stand apart by a dot of their own, so that `a-b` with `c` is not `a` with `b-c`. */
function joiner(parts: readonly Source[]): (scope: Scope, envelope: Envelope) => unknown {
  return (scope, envelope) => {
    const texts: string[] = [];
    for (const part of parts) {
      const text = part(scope, envelope);
      if (text === undefined || text === null || text === "") return text === null ? {} : undefined;
      texts.push(text.replaceAll("·", "··"));
    }
    return texts.join(" · ");
  };
}

/** Whether a source gives a name of the mapping's own, by a constant or a table, and not one of the sender's. */
export function isDeclared(config: SourceConfig | undefined): boolean {
  return typeof config === "object" && (config.const !== undefined || config.names !== undefined);
}

function asText(value: unknown): string | null {
  if (typeof value === "string") return value;
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  if (value instanceof Date) return value.toISOString();
  return null;
}
