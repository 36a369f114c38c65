import fc from "fast-check";
import { expect, it } from "vitest";
import { flatArguments, type Json, withArgument } from "./flat-arguments";

const leaf = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null));
const json = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    leaf,
    fc.array(tie("value"), { maxLength: 3 }),
    fc.dictionary(fc.stringMatching(/^[a-z_]{1,8}$/), tie("value"), { maxKeys: 3, noNullPrototype: true }),
  ),
})).value;

it("arguments are read as leaves with their paths", () => {
  const value = { title: "A", tags: ["x", "y"], edits: [{ find: "a", replace: "" }], none: [] };
  expect([...flatArguments(value)]).toEqual([
    ["title", "A"],
    ["tags.0", "x"],
    ["tags.1", "y"],
    ["edits.0.find", "a"],
    ["edits.0.replace", ""],
    ["none", ""],
  ]);
});

it("an edit changes the one leaf that it names and nothing else", () => {
  fc.assert(
    fc.property(fc.record({ first: json, second: json }), fc.string(), (value, text) => {
      for (const path of flatArguments(value).keys()) {
        const after = flatArguments(withArgument(value, path.split("."), text));
        const before = flatArguments(value);
        expect(after.get(path)).toBe(text);
        for (const [other, was] of before) if (other !== path) expect(after.get(other)).toBe(was);
        expect(after.size).toBe(before.size);
      }
    }),
  );
});
