import fc from "fast-check";
import { expect, test } from "vitest";
import { safeNext } from "./safe-next";

const own = "https://reading.example";

test("a path of this server is gone to, with its search and its place", () => {
  expect(safeNext("/documents/doc_1?start=3#x")).toBe("/documents/doc_1?start=3#x");
});

test("an address elsewhere, however it is written, leads to Ask", () => {
  for (const wanted of [
    "https://evil.example",
    "//evil.example",
    "/\\evil.example",
    "/\t/evil.example",
    "\\\\evil.example",
    "javascript:alert(1)",
    "/.//evil.example",
    "",
    null,
    undefined,
    "/sign-in?next=/sign-in",
  ])
    expect(safeNext(wanted)).toBe("/ask");
});

test("whatever is asked for, a browser stays on this server", () => {
  const piece = fc.constantFrom(
    "/",
    "\\",
    "\t",
    "\n",
    ".",
    "..",
    "evil.example",
    "@",
    ":",
    "http:",
    "javascript:",
    "%2f",
    "?",
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
      expect(new URL(safeNext(pieces.join("")), own).origin).toBe(own);
    }),
    { numRuns: 500 },
  );
});
