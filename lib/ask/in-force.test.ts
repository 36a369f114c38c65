import { expect, test } from "vitest";
import { type DatedDocument, documentsInForce, rivalKeys, titleKey } from "./in-force";

const today = "2026-06-15";

function document(id: string, title: string, effectiveDate: string | null, head = ""): DatedDocument {
  return { id, title, effectiveDate, head };
}

function states(documents: DatedDocument[], question = "How many days do we get?") {
  const validity = documentsInForce({ documents, question, today });
  return Object.fromEntries([...validity].map(([id, { state }]) => [id, state]));
}

const old = document("old", "Leave Policy 2023", "2023-01-01");
const current = document("current", "Leave Policy 2025", "2025-03-01", "Replaces the Leave Policy 2023.");
const coming = document("coming", "Leave Policy 2027", "2027-01-01");

test("of two versions the newer one is in force", () => {
  expect(states([old, current])).toEqual({ old: "superseded", current: "in-force" });
  expect(states([current, old])).toEqual({ old: "superseded", current: "in-force" });
});

test("a version that begins later is coming, not in force", () => {
  expect(states([old, current, coming])).toEqual({
    old: "superseded",
    current: "in-force",
    coming: "coming",
  });
});

test("a question about a past day is answered from the version of that day", () => {
  expect(states([old, current], "How many days did we get in 2024?")).toEqual({
    old: "in-force",
    current: "coming",
  });
  expect(states([old, current], "How many days did we get in April 2025?")).toEqual({
    old: "superseded",
    current: "in-force",
  });
  expect(states([old, current], "We joined in 2024. How many days do we get now?").current).toBe("in-force");
});

test("a question about the history leaves both", () => {
  expect(states([old, current], "What has changed in the leave policy?")).toEqual({});
  expect(states([old, current], "What did the old policy say?")).toEqual({});
});

test("records stand beside one another: minutes, reports and incidents of different days don't replace each other", () => {
  expect(
    states([
      document("a", "Incident report 2025-02-11", "2025-02-11"),
      document("b", "Incident report 2025-03-02", "2025-03-02"),
    ]),
  ).toEqual({});
  expect(
    states([
      document("a", "Sustainability Report 2023", "2024-05-01"),
      document("b", "Sustainability Report 2024", "2025-05-01"),
    ]),
  ).toEqual({});
});

test("a document may replace one of another title by saying so", () => {
  const passwords = document("passwords", "Password Policy 2021", "2021-05-01");
  const security = document(
    "security",
    "Information Security Policy",
    "2025-01-01",
    "It replaces the Password Policy 2021 and the Email Policy.",
  );
  expect(states([passwords, security])).toEqual({ passwords: "superseded", security: "in-force" });
});

test("a numbered instruction is known by kind and number, whatever stands before it in its title", () => {
  const passwords = document("passwords", "ACME IT INSTRUCTION 07: PASSWORDS", "2021-05-10");
  const security = document(
    "security",
    "Information Security Policy",
    "2025-02-03",
    "Effective 3 February 2025. Replaces version 5 and IT Instruction 07 (Passwords) of 10 May 2021.",
  );
  expect(states([passwords, security])).toEqual({ passwords: "superseded", security: "in-force" });
  const other = document("other", "ACME IT INSTRUCTION 70: PRINTERS", "2021-05-10");
  expect(states([other, security])).toEqual({});
});

test("a document that says it replaces a number replaces the earlier one of that number", () => {
  const first = document("first", "Travel", "2023-01-01", "Document number: FIN-009, version 4");
  const second = document(
    "second",
    "Journeys",
    "2025-04-01",
    "Document number: FIN-009, version 5. Replaces FIN-009 of 2023.",
  );
  expect(states([first, second])).toEqual({ first: "superseded", second: "in-force" });
});

test("a document that says it replaces the version of one year doesn't touch that of another", () => {
  const newer = document("newer", "Fee Schedule", "2025-01-01", "Replaces the Fee Overview 2021.");
  expect(states([newer, document("other", "Fee Overview 2023", "2023-01-01")])).toEqual({});
});

test("the same document number with a higher version replaces the lower one", () => {
  const first = document("first", "Remote work", null, "Document number: HR-011, version 1");
  const second = document(
    "second",
    "Working away from the office",
    null,
    "Document number: HR-011, version 2",
  );
  expect(states([first, second])).toEqual({ first: "superseded", second: "in-force" });
});

test("look-alikes with other titles are left alone", () => {
  expect(
    states([
      document("a", "Parental leave policy", "2025-01-01"),
      document("b", "Sick leave policy", "2023-01-01"),
    ]),
  ).toEqual({});
});

test("documents of one title without any date or version are both left in", () => {
  expect(states([document("a", "House rules", null), document("b", "House rules", null)])).toEqual({});
});

test("titles of versions share a key, and only governing documents are looked up by it", () => {
  expect(titleKey("Remote Working Policy (2022)")).toBe(titleKey("Remote Working Policy"));
  expect(titleKey("Warranty terms, version 2.1")).toBe("warranty terms");
  expect(rivalKeys([old, document("x", "Minutes of 3 May 2025", null)])).toEqual(["leave policy"]);
});
