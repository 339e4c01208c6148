/** "Nguyễn Thị Bình" is TB: the given name comes last and is what colleagues call each other by. */
export function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/);
  return words
    .slice(-2)
    .map((word) => [...word][0]?.toUpperCase() ?? "")
    .join("");
}
