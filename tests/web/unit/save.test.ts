import { expect, test } from "vitest";
import { mockRun } from "../../../web/dev/mock";
import { fileName } from "../../../web/src/app/save";
import { Run } from "../../../web/src/model/run";

test("a file's name says which run it came from, in letters that every disk takes", () => {
  const { page, chunks } = mockRun();
  expect(fileName(new Run(page, chunks), "ledger", "csv")).toBe("mock-01234567-s1-ledger.csv");
  const about = { ...page.about, scenario: "a b/c: d" };
  expect(fileName(new Run({ ...page, about }, chunks), "time bar", "svg")).toBe(
    "a_b_c_d-01234567-s1-time_bar.svg",
  );
});
