import fc from "fast-check";
import { expect, test } from "vitest";
import { type RawSentence, SentenceStream } from "./sentence-stream";

function cut(text: string, everyMarkerEnds = false, sizes: number[] = []): RawSentence[] {
  const stream = new SentenceStream({ everyMarkerEnds });
  const sentences: RawSentence[] = [];
  let index = 0;
  for (const size of sizes) {
    sentences.push(...stream.push(text.slice(index, index + size)));
    index += size;
  }
  sentences.push(...stream.push(text.slice(index)), ...stream.end());
  return sentences;
}

const brief = (sentences: RawSentence[]) =>
  sentences.map(({ before, text, markers }) => [before, text, markers]);

test("sentences come with their markers, behind or before the stop", () => {
  expect(
    brief(cut("Leave is 27 days. [1] In Hamburg it is 30 days [2][3]. Ask HR [1, 4].\n\nNothing else.")),
  ).toEqual([
    ["", "Leave is 27 days.", [1]],
    [" ", "In Hamburg it is 30 days.", [2, 3]],
    [" ", "Ask HR.", [1, 4]],
    ["\n\n", "Nothing else.", []],
  ]);
});

test("lists keep their layout and lose their signs", () => {
  expect(brief(cut("Refused when:\n- the team is small [1]\n- it is **January** [2]\n"))).toEqual([
    ["", "Refused when:", []],
    ["\n- ", "the team is small", [1]],
    ["\n- ", "it is January", [2]],
  ]);
});

test("a model that closes each sentence with a marker is cut there, with or without a stop", () => {
  expect(brief(cut("Office: Bristol; Days: 27 [1] Office: Hamburg; Days: 30 [2]", true))).toEqual([
    ["", "Office: Bristol; Days: 27", [1]],
    [" ", "Office: Hamburg; Days: 30", [2]],
  ]);
});

test("however the stream is cut into pieces, the sentences are the same", () => {
  const texts = [
    "Leave is 27 days. [1] In Hamburg it is 30 days [2][3]. Ask Dr. Hale at 9.30 a.m. [1, 4].\n\nNo. 5 is closed. [2]",
    "Refused when:\n- the team is small [1]\n- it is January [2]\n\nThe rest is allowed. [3] Prices rise by 3.5 percent.",
    "Erstens gilt z. B. Nr. 4. [1] Zweitens nicht. [2]",
  ];
  fc.assert(
    fc.property(
      fc.constantFrom(...texts),
      fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 60 }),
      (text, sizes) => {
        expect(brief(cut(text, false, sizes))).toEqual(brief(cut(text)));
      },
    ),
  );
});

test("a sentence is held back until the marker behind it is complete", () => {
  const stream = new SentenceStream({ everyMarkerEnds: false });
  expect(stream.push("Leave is 27 days. ")).toEqual([]);
  expect(stream.push("[1")).toEqual([]);
  expect(stream.push("2] ")).toEqual([]);
  expect(brief(stream.push("More is "))).toEqual([["", "Leave is 27 days.", [12]]]);
});
