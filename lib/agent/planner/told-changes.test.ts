import { expect, test } from "vitest";
import { diffTexts } from "@/lib/documents/diff-versions";
import { toldChanges } from "./told-changes";

test("differences are told sentence by sentence: what became what, and what only one of them says", () => {
  const before =
    "# Leave 2023\n\nEmployees in Bristol receive 25 days of leave.\n\nAsk your team lead by mail.\n";
  const after =
    "# Leave 2025\n\nThis replaces the earlier policy.\n\nEmployees in Bristol receive 27 days of leave.\n";
  expect(toldChanges(diffTexts(before, after))).toEqual([
    { before: "Ask your team lead by mail.", after: null },
    { before: "# Leave 2023", after: "# Leave 2025" },
    { before: null, after: "This replaces the earlier policy." },
    {
      before: "Employees in Bristol receive 25 days of leave.",
      after: "Employees in Bristol receive 27 days of leave.",
    },
  ]);
  expect(toldChanges(diffTexts(before, before))).toEqual([]);
});
