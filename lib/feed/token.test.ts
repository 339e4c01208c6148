import { expect, test } from "vitest";
import { hashToken, isToken, newToken } from "./token.ts";

test("only the token that was made is accepted", () => {
  const { token, hash } = newToken();
  expect(isToken(token, hash)).toBe(true);
  expect(isToken(`${token}x`, hash)).toBe(false);
  expect(isToken("", hash)).toBe(false);
});

test("a feed without a token, or with half a hash, accepts nobody", () => {
  expect(isToken("", null)).toBe(false);
  expect(isToken("x", null)).toBe(false);
  expect(isToken("x", hashToken("x").subarray(0, 16))).toBe(false);
});
