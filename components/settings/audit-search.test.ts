import { expect, it } from "vitest";
import { auditSearch } from "./audit-search";

it("a search of the log sends what was filled in, and whole days of the reader's own calendar", () => {
  const search = new URLSearchParams(
    auditSearch({ actor: " Ada ", tool: "", text: "leave", from: "2026-03-01", to: "2026-03-01" }),
  );
  expect([...search.keys()]).toEqual(["actor", "text", "from", "to"]);
  expect(search.get("actor")).toBe("Ada");
  expect(search.get("from")).toBe(new Date(2026, 2, 1).toISOString());
  expect(search.get("to")).toBe(new Date(2026, 2, 2).toISOString());
});

it("a day that is none is left out", () => {
  expect(auditSearch({ from: "soon" })).toBe("");
});
