/** Text to search in: without marks and capitals, so that "binh nghi" finds Bình Nghi. */
export function plain(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").replace(/[đĐ]/g, "d").toLowerCase().trim();
}
