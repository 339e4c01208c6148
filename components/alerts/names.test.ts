import { expect, test } from "vitest";
import { withoutPersons } from "#lib/alert/model.ts";
import { objectOf } from "#lib/alert/sentence.ts";
import { alertRow } from "./testing.ts";

const plain = { metric: null, asset: null, seriesId: null, assetId: null } as const;

test("records that were counted together are called by their type", () => {
  const subject = { what: "group" as const, by: "records", nameVi: "report_1022", nameEn: "report_1022" };
  expect(objectOf(alertRow({ ...plain, ruleKind: "record", subject }), "vi")).toBe("Phản ánh 1022");
});

test("a record is called by its title, a group by what its members share; a kiosk hears no title", () => {
  const subject = {
    what: "record" as const,
    type: "soc_alert",
    key: "K1",
    title: "Ông A phản ánh",
    state: "Mới",
  };
  const row = alertRow({ ...plain, object: "record:soc/soc_alert/K1", subject });
  expect(objectOf(row, "vi")).toBe("Ông A phản ánh");
  expect(JSON.stringify(withoutPersons(row))).not.toMatch(/Ông A|K1/);
  expect(objectOf(withoutPersons(row), "vi")).toBe(row.titleVi);
  const group = { what: "group" as const, by: "basin", nameVi: "Kôn", nameEn: "Kon" };
  expect(objectOf(alertRow({ ...plain, object: "group:basin:kon", subject: group }), "en")).toBe(
    "Kon River basin",
  );
});
