/** A text of a rendered page with the attributes of everything around it. */
export type Said = { text: string; around: readonly string[] };

const TAG = /<(\/?)([a-z0-9]+)([^>]*?)(\/?)>|([^<]+)/gi;
const VOID = new Set([
  "area",
  "base",
  "br",
  "col",
  "embed",
  "hr",
  "img",
  "input",
  "link",
  "meta",
  "source",
  "wbr",
]);

/** Every text of markup that React wrote, in order. */
export function saidIn(html: string): Said[] {
  const open: { name: string; tag: string }[] = [];
  const said: Said[] = [];
  for (const [tag, closing, name = "", , selfClosed, text] of html.matchAll(TAG)) {
    if (text !== undefined) {
      if (text.trim() !== "") said.push({ text, around: open.map((one) => one.tag) });
    } else if (closing) open.pop();
    else if (!selfClosed && !VOID.has(name)) open.push({ name, tag });
  }
  return said;
}
