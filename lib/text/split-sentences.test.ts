import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { splitSentences } from "./split-sentences";

const sentences = (text: string) => splitSentences(text).map(({ start, end }) => text.slice(start, end));

describe("splitSentences", () => {
  test.each([
    ["Dr. Vogt came at 9 a.m. on Monday. She left.", ["Dr. Vogt came at 9 a.m. on Monday.", "She left."]],
    ["Use a cable, e.g. USB-C. See No. 4 and Fig. 2.", ["Use a cable, e.g. USB-C.", "See No. 4 and Fig. 2."]],
    ["It costs £3.50 a day. Version 2.1.4 is out.", ["It costs £3.50 a day.", "Version 2.1.4 is out."]],
    ["J. R. Smith wrote it. We read it.", ["J. R. Smith wrote it.", "We read it."]],
    ["Wait... what? Yes!", ["Wait... what?", "Yes!"]],
    [
      "“Stop.” He stopped. (It was late.) Then he went on.",
      ["“Stop.”", "He stopped.", "(It was late.)", "Then he went on."],
    ],
    ["Das gilt z. B. am 1. März 2025. Danach nicht.", ["Das gilt z. B. am 1. März 2025.", "Danach nicht."]],
    [
      "Gemäß Abs. 2 bzw. Nr. 3 gilt dies. Im 3. Stock auch.",
      ["Gemäß Abs. 2 bzw. Nr. 3 gilt dies.", "Im 3. Stock auch."],
    ],
    [
      "Shut it down, i.e. the pump. The U.S. office etc. is closed.",
      ["Shut it down, i.e. the pump.", "The U.S. office etc. is closed."],
    ],
    ["We sell pumps, valves, etc. The rest is hired.", ["We sell pumps, valves, etc.", "The rest is hired."]],
    ["25 days a year. [1] Part-time staff less. [2]", ["25 days a year. [1]", "Part-time staff less. [2]"]],
    ["Name | Dr. Vogt. Room 4 | Yes. No.", ["Name | Dr. Vogt. Room 4 | Yes. No."]],
    ["First line\n- one. Two\n- three", ["First line", "- one.", "Two", "- three"]],
    [
      "A paragraph that was wrapped by hand at some column of\nthe page. Next one.",
      ["A paragraph that was wrapped by hand at some column of\nthe page.", "Next one."],
    ],
    ["Title\n\nText here.", ["Title", "Text here."]],
    ["Visit example.com. fastify.listen starts it.", ["Visit example.com.", "fastify.listen starts it."]],
    ["これは文です。次の文です。", ["これは文です。", "次の文です。"]],
    ["No. We don't. No. 5 does.", ["No.", "We don't.", "No. 5 does."]],
    ["1. Open the valve. 2. Close it.", ["1. Open the valve.", "2. Close it."]],
    ["Choose plan B. The other is dearer.", ["Choose plan B.", "The other is dearer."]],
    ["Acme Inc. Magazine wrote. Acme Ltd. The end.", ["Acme Inc. Magazine wrote.", "Acme Ltd.", "The end."]],
  ])("splits %j", (text, expected) => {
    expect(sentences(text)).toEqual(expected);
  });

  test("ends a sentence at each line of stored text, also before a small letter", () => {
    const text = "In the box:\nsensor with mount,\nspare seal\nkey for the lid. Keep it dry.";
    const lines = splitSentences(text, { lineEnds: true }).map(({ start, end }) => text.slice(start, end));
    expect(lines).toEqual([
      "In the box:",
      "sensor with mount,",
      "spare seal",
      "key for the lid.",
      "Keep it dry.",
    ]);
  });

  test("covers every character that is not white space, once and in order", () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(
            fc.string({ unit: "binary" }),
            fc.constantFrom(". ", "\n", " | ", "! ", "Dr. ", "\u0301", "😀. ", "שלום. "),
          ),
        ),
        (parts) => {
          const text = parts.join("");
          const covered = new Uint8Array(text.length);
          let last = 0;
          for (const { start, end } of splitSentences(text)) {
            expect(start).toBeGreaterThanOrEqual(last);
            expect(end).toBeGreaterThan(start);
            covered.fill(1, start, end);
            last = end;
          }
          for (let index = 0; index < text.length; index++)
            if (/\S/.test(text[index] ?? "")) expect(covered[index]).toBe(1);
        },
      ),
    );
  });

  test("takes time in proportion to the length, also without any stop or space", () => {
    const started = performance.now();
    splitSentences("a".repeat(1_000_000));
    splitSentences("). ".repeat(200_000));
    splitSentences(".".repeat(500_000));
    expect(performance.now() - started).toBeLessThan(3000);
  });
});
