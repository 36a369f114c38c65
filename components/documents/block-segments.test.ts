import fc from "fast-check";
import { expect, test } from "vitest";
import { codePointLength, sliceCodePoints } from "@/lib/text/code-points";
import { type Highlight, toSegments } from "./block-segments";

const texts = fc.string({ unit: "binary", minLength: 1, maxLength: 60 });

test("segments join to exactly the text of their range, whatever is marked or highlighted", () => {
  fc.assert(
    fc.property(
      texts,
      fc.nat(500),
      fc.array(fc.tuple(fc.nat(80), fc.nat(80)), { maxLength: 6 }),
      fc.tuple(fc.nat(60), fc.nat(60)),
      (text, offset, pairs, [a, b]) => {
        const length = codePointLength(text);
        const start = offset + Math.min(a, b, length);
        const end = offset + Math.min(Math.max(a, b), length);
        const ranges = pairs.map(([x, y]) => ({
          start: offset + Math.min(x, y),
          end: offset + Math.max(x, y),
        }));
        const segments = toSegments({
          text,
          offset,
          start,
          end,
          marks: ranges.slice(0, 3).map((range) => ({ kind: "strong" as const, ...range })),
          highlights: ranges.slice(3).map((range) => ({ kind: "evidence" as const, ...range })),
        });
        expect(segments.map((segment) => segment.text).join("")).toBe(
          sliceCodePoints(text, start - offset, end - offset),
        );
      },
    ),
  );
});

test("exactly the highlighted code points are highlighted, beside emoji and combining marks too", () => {
  fc.assert(
    fc.property(texts, fc.nat(60), fc.nat(60), (text, a, b) => {
      const length = codePointLength(text);
      const highlight: Highlight = { kind: "evidence", start: Math.min(a, b), end: Math.max(a, b) };
      const marked = toSegments({ text, offset: 0, start: 0, end: length, highlights: [highlight] })
        .filter((segment) => segment.highlight)
        .map((segment) => segment.text)
        .join("");
      expect(marked).toBe(sliceCodePoints(text, highlight.start, Math.min(highlight.end, length)));
    }),
  );
});

test("a highlight across a bold word opens and closes once", () => {
  const segments = toSegments({
    text: "one two three",
    offset: 100,
    start: 100,
    end: 113,
    marks: [{ kind: "strong", start: 104, end: 107 }],
    highlights: [{ kind: "evidence", start: 102, end: 110 }],
  });
  expect(segments.map(({ text, opens, closes }) => [text, opens, closes])).toEqual([
    ["on", false, false],
    ["e ", true, false],
    ["two", false, false],
    [" th", false, true],
    ["ree", false, false],
  ]);
});
