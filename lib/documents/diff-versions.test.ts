import fc from "fast-check";
import { expect, it } from "vitest";
import { diffTexts, shortened } from "./diff-versions";

const row = (number: number) => `Item ${number}\tOne of many things\t${number * 3} euros\n`;

function diff(old: string, now: string) {
  const parts = diffTexts(old, now);
  return parts.flatMap((part, index) =>
    shortened(part, { first: index === 0, last: index === parts.length - 1 }),
  );
}

it("a long unchanged stretch is left out by whole lines", () => {
  const rows = Array.from({ length: 80 }, (_, index) => row(index));
  const old = ["First line\n", ...rows, "Last line\n"].join("");
  const parts = diff(old, old.replace("First", "Second").replace("Last", "Final"));
  const gap = parts.findIndex((part) => part.kind === "gap");
  expect(parts[gap - 1]?.text).toMatch(/\n$/);
  const after = parts[gap + 1]?.text ?? "";
  expect(rows.some((line) => after.startsWith(line))).toBe(true);
  expect(parts[gap]?.words).toBeGreaterThan(300);
});

it("a line of hundreds of words is cut between words", () => {
  const line = Array.from({ length: 400 }, (_, index) => `word${index}`).join(" ");
  const parts = diff(`one ${line} two\n`, `1 ${line} 2\n`);
  expect(parts.filter((part) => part.kind === "gap")).toEqual([{ kind: "gap", text: "", words: 320 }]);
  for (const part of parts) {
    if (part.kind === "same" && part.text.trim() !== "") expect(part.text).toMatch(/^\s?word\d+\s/);
  }
});

it("what is shown gives both texts but for the gaps, and gaps count what they leave out", () => {
  const word = fc.constantFrom("a", "bb", "ccc", "d\n", "e\n\n", "f\t");
  const text = fc.array(word, { maxLength: 400 }).map((words) => words.join(" "));
  fc.assert(
    fc.property(text, fc.array(fc.tuple(fc.nat(399), word), { maxLength: 4 }), (old, changes) => {
      const words = old.split(" ");
      for (const [at, other] of changes) words[at % words.length] = other;
      const now = words.join(" ");
      const whole = diffTexts(old, now);
      const of = (kind: "added" | "removed") =>
        whole.flatMap((part) => (part.kind === kind || part.kind === "same" ? [part.text] : [])).join("");
      expect([of("removed"), of("added")]).toEqual([old, now]);
      const count = (value: string) => value.match(/\S+/g)?.length ?? 0;
      whole.forEach((part, index) => {
        const pieces = shortened(part, { first: index === 0, last: index === whole.length - 1 });
        const head = pieces[0]?.kind === "gap" ? "" : (pieces[0]?.text ?? "");
        const tail = pieces.length > 1 && pieces.at(-1)?.kind !== "gap" ? (pieces.at(-1)?.text ?? "") : "";
        expect(part.text.startsWith(head) && part.text.endsWith(tail)).toBe(true);
        expect(pieces.reduce((sum, piece) => sum + (piece.words ?? count(piece.text)), 0)).toBe(
          count(part.text),
        );
      });
    }),
  );
});
