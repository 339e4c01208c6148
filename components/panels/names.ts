/**
 * Names of several places beside each other: the words that all begin with are left out, so that what tells them
 * apart is not what a narrow panel cuts off.
 */
export function apart(names: readonly string[]): string[] {
  if (new Set(names).size < 2) return [...names];
  const split = names.map((name) => name.split(" "));
  let same = 0;
  // Two words stay: of "Kôn 06" the number alone would say nothing.
  while (split.every((words) => words.length > same + 2 && words[same] === split[0]?.[same])) same++;
  // One common word (TV, Trạm) is short and says what they are.
  return same < 2 ? [...names] : split.map((words) => `… ${words.slice(same).join(" ")}`);
}
