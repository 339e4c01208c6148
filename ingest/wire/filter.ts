/** MQTT 5 §4.7: whether a text may be a topic filter. */
export function isFilter(filter: string): boolean {
  if (filter.length === 0 || filter.length > 1_000 || filter.includes("\0")) return false;
  const levels = filter.split("/");
  return levels.every((level, i) => {
    if (level === "#") return i === levels.length - 1;
    return level === "+" || !/[+#]/.test(level);
  });
}

/** MQTT 5 §4.7.1: whether a filter covers a topic. §4.7.2: a leading wildcard does not cover `$…`. */
export function matches(filter: string, levels: readonly string[]): boolean {
  const wanted = filter.split("/");
  if (levels[0]?.startsWith("$") && (wanted[0] === "#" || wanted[0] === "+")) return false;
  for (let i = 0; i < wanted.length; i++) {
    if (wanted[i] === "#") return true;
    if (i >= levels.length || (wanted[i] !== "+" && wanted[i] !== levels[i])) return false;
  }
  return wanted.length === levels.length;
}
