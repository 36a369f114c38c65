import fc from "fast-check";
import { expect, test } from "vitest";
import { mayHoldUnstorable, storableText } from "./storable-text";

test("a NUL anywhere is refused, and the field is named", () => {
  expect(() => storableText({ filters: { tags: ["a", "b\u0000"] } })).toThrowError(
    expect.objectContaining({
      code: "invalid_request",
      invalidParams: [{ name: "filters.tags.1", reason: "holds a NUL character" }],
    }),
  );
  expect(() => storableText("\u0000")).toThrowError(expect.objectContaining({ code: "invalid_request" }));
});

test("half of an emoji becomes the replacement character, a whole one stays", () => {
  expect(storableText({ question: "a\ud83d", history: ["\ude00b", "\u{1f600}"] })).toEqual({
    question: "a\ufffd",
    history: ["\ufffdb", "\u{1f600}"],
  });
});

test("nesting deeper than the stack is walked", () => {
  const depth = 200_000;
  const deep = JSON.parse(`${"[".repeat(depth)}"\\ud800"${"]".repeat(depth)}`);
  expect(() => storableText(deep)).not.toThrow();
});

test("what the quick look passes needs no walk", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const text = JSON.stringify(value);
      fc.pre(!mayHoldUnstorable.test(text));
      expect(storableText(JSON.parse(text))).toEqual(JSON.parse(text));
    }),
  );
});
