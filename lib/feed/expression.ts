/** Arithmetic over one number, from a text that an administrator wrote. */
export type Expression = (value: number) => number;

const TOKEN = /\s*(?:(\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|\.\d+)|(value|min|max)\b|([-+*/(),]))/y;
const MAX_LENGTH = 200;
const MAX_DEPTH = 32;

type Reader = { tokens: string[]; at: number; depth: number; text: string };

/**
 * Compiles `(value - 32) * 5 / 9`, `max(0, value)` and the like: + - * / ( ) min max, numbers, `value`.
 * There is no other name and no call into the program. Division by zero gives an infinity, refused later.
 * @throws SyntaxError that says what was found where.
 */
export function compileExpression(text: string): Expression {
  if (text.length > MAX_LENGTH) throw new SyntaxError(`expression longer than ${MAX_LENGTH} characters`);
  const reader: Reader = { tokens: tokens(text), at: 0, depth: 0, text };
  const expression = sum(reader);
  if (reader.at < reader.tokens.length) fail(reader, "an operator or the end");
  return expression;
}

function tokens(text: string): string[] {
  const found: string[] = [];
  const end = text.trimEnd().length;
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < end) {
    const at = TOKEN.lastIndex;
    const match = TOKEN.exec(text);
    if (!match) throw new SyntaxError(`"${text}": cannot read from character ${at + 1}`);
    found.push((match[1] ?? match[2] ?? match[3]) as string);
  }
  return found;
}

function sum(reader: Reader): Expression {
  let left = product(reader);
  for (let sign = accept(reader, "+", "-"); sign; sign = accept(reader, "+", "-")) {
    const [a, b] = [left, product(reader)];
    left = sign === "+" ? (v) => a(v) + b(v) : (v) => a(v) - b(v);
  }
  return left;
}

function product(reader: Reader): Expression {
  let left = signed(reader);
  for (let sign = accept(reader, "*", "/"); sign; sign = accept(reader, "*", "/")) {
    const [a, b] = [left, signed(reader)];
    left = sign === "*" ? (v) => a(v) * b(v) : (v) => a(v) / b(v);
  }
  return left;
}

function signed(reader: Reader): Expression {
  let negative = false;
  for (let sign = accept(reader, "-", "+"); sign; sign = accept(reader, "-", "+"))
    negative = negative !== (sign === "-");
  const term = atom(reader);
  return negative ? (v) => -term(v) : term;
}

function atom(reader: Reader): Expression {
  if (accept(reader, "value")) return (v) => v;
  const extreme = accept(reader, "min", "max");
  if (extreme) return call(reader, extreme === "min" ? Math.min : Math.max);
  if (accept(reader, "(")) return nested(reader, () => close(reader, sum(reader)));
  const constant = Number(reader.tokens[reader.at]);
  if (Number.isNaN(constant)) fail(reader, "a number, value, min, max or (");
  reader.at++;
  return () => constant;
}

function call(reader: Reader, pick: (a: number, b: number) => number): Expression {
  if (!accept(reader, "(")) fail(reader, "(");
  return nested(reader, () => {
    let all = sum(reader);
    while (accept(reader, ",")) {
      const [a, b] = [all, sum(reader)];
      all = (v) => pick(a(v), b(v));
    }
    return close(reader, all);
  });
}

function nested(reader: Reader, read: () => Expression): Expression {
  if (++reader.depth > MAX_DEPTH) throw new SyntaxError(`"${reader.text}": nested deeper than ${MAX_DEPTH}`);
  const expression = read();
  reader.depth--;
  return expression;
}

function close(reader: Reader, expression: Expression): Expression {
  if (!accept(reader, ")")) fail(reader, ")");
  return expression;
}

function accept(reader: Reader, ...wanted: string[]): string | undefined {
  const token = reader.tokens[reader.at];
  if (token === undefined || !wanted.includes(token)) return undefined;
  reader.at++;
  return token;
}

function fail(reader: Reader, wanted: string): never {
  const found = reader.tokens[reader.at];
  throw new SyntaxError(
    `"${reader.text}": expected ${wanted}, found ${found === undefined ? "the end" : `"${found}"`}`,
  );
}
