import { expect, it } from "vitest";
import { AddressBook } from "./address.ts";

it("remembers only names that are identifiers, so that what a device invents stays small", () => {
  const book = new AddressBook();
  expect(book.of("tram-1", "water_level")).toBeDefined();
  expect(book.of("tram-1", "x".repeat(65))).toBeUndefined();
  expect(book.of("x".repeat(65), "water_level")).toBeUndefined();
  expect(book.of("///", "water_level")).toBeUndefined();
  expect(book.of("tram\0", "water_level")).toBeUndefined();
});

it("knows an asset by its key, and what its source and what the mapping calls it apart", () => {
  const book = new AddressBook();
  const named = book.of("Trạm 1", "water_level");
  expect([named?.asset, named?.name]).toEqual(["tram-1", "Trạm 1"]);
  expect(book.of("Trạm 1", "water_level")).toBe(named);
  expect(book.of("tram-1", "water_level")).not.toBe(named);
  expect(book.of("tram-1", "water_level", true)?.name).toBeUndefined();
});
