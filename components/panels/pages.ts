/** What a wall shows of a long list at a time. */
export type Pages<T> = readonly (readonly T[])[];

/**
 * Pages of a list. What must stay in sight heads every page, as long as that leaves half of it for the others;
 * beyond that it is only first.
 * @param size lines that fit, at least one
 */
export function pagesOf<T>(lines: readonly T[], size: number, isPinned: (line: T) => boolean): Pages<T> {
  const pinned = lines.filter(isPinned);
  const head = pinned.length <= size / 2 ? pinned : [];
  const rest = head.length === 0 ? lines : lines.filter((line) => !isPinned(line));
  const step = Math.max(1, size - head.length);
  const pages: T[][] = [];
  for (let at = 0; at < rest.length; at += step) pages.push([...head, ...rest.slice(at, at + step)]);
  return pages.length === 0 ? [[...head]] : pages;
}
