import { IDENT } from "./model.ts";

const MARKS = /\p{M}+/gu;
const OTHER = /[^a-z0-9_]+/g;
const LONGEST_KEY = 64;
/** Longer names are told apart by what they are, not by what they say. */
export const LONGEST_NAME = 200;

/**
 * The stable key of a name as a source writes it: an identifier stays as it is, `Trạm Bình Nghi` becomes
 * `tram-binh-nghi`, `A0:B1:C2` becomes `a0-b1-c2`. Names that differ may share a key; whoever stores under it keeps
 * the name beside it and refuses the second. undefined: nothing in the name can be part of a key.
 */
export function keyOf(name: string): string | undefined {
  if (IDENT.test(name)) return name;
  if (name.length > LONGEST_NAME) return undefined;
  const plain = name
    .normalize("NFKD")
    .replace(MARKS, "")
    .toLowerCase()
    .replaceAll("đ", "d")
    .replace(OTHER, "-")
    .replace(/^-+|-+$/g, "");
  return plain === "" || plain.length > LONGEST_KEY ? undefined : plain;
}
