/** Text to search in: without marks and capitals, so that "binh nghi" finds Bình Nghi. */
export function plain(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").replace(/[đĐ]/g, "d").toLowerCase().trim();
}

export function plainWords(text: string): string[] {
  return plain(text).split(/\s+/).filter(Boolean);
}

/** The same of an expression in SQL. */
export function plainSql(expression: string): string {
  return `translate(regexp_replace(normalize(lower(${expression}), NFD), '[\\u0300-\\u036f]', '', 'g'), 'đ', 'd')`;
}

/** A pattern for LIKE that finds the word anywhere, whatever signs it holds. */
export function likeWord(word: string): string {
  return `%${word.replace(/[\\%_]/g, "\\$&")}%`;
}
