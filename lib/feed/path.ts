import { salvageJson } from "./salvage.ts";

/**
 * Where a value lies in a message. `a.b[0].c` walks down; `["PM2.5"]` quotes a name; `(json)` reads a string that
 * itself holds JSON; a leading `^` starts one `[*]` further out (repeat it), `$.` starts at the whole message.
 */
export type Path = { up: number; fromRoot: boolean; steps: Step[] };
type Step = string | number | typeof EMBEDDED | typeof EACH;

const EMBEDDED = Symbol("json");
const EACH = Symbol("each");
const TOKEN = /\.?([^.[\]()^$"]+)|\[(\d{1,6})\]|\.?\["((?:[^"\\]|\\.)*)"\]|\.?(\(json\))|(\[\*\])/y;
const MAX_STEPS = 32;

/** One place in a message, and the places around it that `[*]` opened. */
export type Scope = { value: unknown; outer: Scope | null };

/** @throws SyntaxError that says where the path is wrong. */
export function compilePath(text: string): Path {
  const path = parse(text);
  if (path.steps.includes(EACH)) throw new SyntaxError(`"${text}": [*] belongs in "each", not here`);
  return path;
}

/** The path of what holds the field that a path leads to; undefined when that is no field of anything. */
export function compileParent(text: string): Path | undefined {
  const path = compilePath(text);
  const last = path.steps.at(-1);
  return last === undefined || last === EMBEDDED ? undefined : { ...path, steps: path.steps.slice(0, -1) };
}

/** Whether a value may have fields, and so may leave one out. */
export function holdsFields(value: unknown): boolean {
  return typeof value === "object" && value !== null;
}

/** @throws SyntaxError that says where the path is wrong. */
export function compileEach(text: string): Path {
  return parse(text);
}

/** The value at the path, or undefined when any step of it is absent. */
export function readPath(path: Path, scope: Scope): unknown {
  let at: Scope | null = scope;
  for (let i = 0; at && i < path.up; i++) at = at.outer;
  if (path.fromRoot) while (at?.outer) at = at.outer;
  if (!at) return undefined;
  return walk(at.value, path.steps, 0, path.steps.length);
}

/** Calls `visit` for every item that the path's `[*]` reach; false when the path leads to no list or object. */
export function forEachScope(path: Path, root: unknown, visit: (scope: Scope) => void): boolean {
  return open(path.steps, 0, { value: root, outer: null }, visit);
}

function open(steps: Step[], from: number, scope: Scope, visit: (scope: Scope) => void): boolean {
  const next = steps.indexOf(EACH, from);
  const value = walk(scope.value, steps, from, next < 0 ? steps.length : next);
  if (next < 0) {
    if (value === null || typeof value !== "object") return false;
    visit(from === steps.length ? scope : { value, outer: scope });
    return true;
  }
  if (!Array.isArray(value)) return false;
  let reached = value.length === 0;
  for (const item of value) {
    const inner = { value: item as unknown, outer: scope };
    if (next + 1 === steps.length) {
      visit(inner);
      reached = true;
    } else if (open(steps, next + 1, inner, visit)) reached = true;
  }
  return reached;
}

function walk(start: unknown, steps: Step[], from: number, to: number): unknown {
  let value = start;
  for (let i = from; i < to; i++) {
    const step = steps[i] as Step;
    if (step === EMBEDDED) value = parseEmbedded(value);
    else if (typeof step === "number") value = Array.isArray(value) ? value[step] : undefined;
    else value = property(value, step as string);
    if (value === undefined) return undefined;
  }
  return value;
}

function property(value: unknown, name: string): unknown {
  if (value === null || typeof value !== "object" || !Object.hasOwn(value, name)) return undefined;
  return (value as Record<string, unknown>)[name];
}

function parseEmbedded(value: unknown): unknown {
  if (typeof value !== "string") return undefined;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return salvaged(value);
  }
}

/** A text that breaks off is none: what it lost could not be counted here. */
function salvaged(text: string): unknown {
  try {
    const { value, cutAfter } = salvageJson(text);
    return cutAfter === undefined ? value : undefined;
  } catch {
    return undefined;
  }
}

function parse(text: string): Path {
  const lead = /^(\^*)(\$(?:\.|(?=\[|\()|$))?/.exec(text);
  const up = lead?.[1]?.length ?? 0;
  const fromRoot = lead?.[2] !== undefined;
  const steps: Step[] = [];
  TOKEN.lastIndex = lead?.[0].length ?? 0;
  while (TOKEN.lastIndex < text.length) {
    const at = TOKEN.lastIndex;
    const found = TOKEN.exec(text);
    if (!found) throw new SyntaxError(`"${text}": cannot read from character ${at + 1}`);
    if (steps.length === MAX_STEPS) throw new SyntaxError(`"${text}": more than ${MAX_STEPS} steps`);
    steps.push(step(found));
  }
  return { up, fromRoot, steps };
}

function step(found: RegExpExecArray): Step {
  if (found[1] !== undefined) return found[1];
  if (found[2] !== undefined) return Number(found[2]);
  if (found[3] !== undefined) return found[3].replace(/\\(.)/g, "$1");
  return found[4] === undefined ? EACH : EMBEDDED;
}
