import { expect, test } from "vitest";
import { tidied } from "./schema.ts";

test("two dumps of the same tables are equal, whichever pg_dump wrote them", () => {
  const dump = (version: string, key: string) => `--
-- PostgreSQL database dump
--

\\restrict ${key}

-- Dumped by pg_dump version ${version}

SET statement_timeout = 0;
SELECT pg_catalog.set_config('search_path', '', false);

CREATE TABLE public.a (
    n integer
);

\\unrestrict ${key}
`;
  expect(tidied(dump("17.1", "abc"))).toBe(tidied(dump("17.12", "xyz")));
  expect(tidied(dump("17.1", "abc"))).toContain("CREATE TABLE public.a (\n    n integer\n);");
});
