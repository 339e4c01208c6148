import { expect, it } from "vitest";
import { AddressBook } from "./address.ts";

it("remembers only names that are identifiers, so that what a device invents stays small", () => {
  const book = new AddressBook();
  expect(book.of("tram-1", "water_level")).toBeDefined();
  expect(book.of("tram-1", "x".repeat(65))).toBeUndefined();
  expect(book.of("x".repeat(65), "water_level")).toBeUndefined();
  expect(book.of("tram 1", "water_level")).toBeUndefined();
});
