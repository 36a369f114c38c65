import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { sliceCodePoints } from "@/lib/text/code-points";
import type { EmbeddingModel } from "../embedding-model";
import { loadLocalEmbedding } from "../local-embedding";
import type { SourcePassage } from "./answer-units";
import { selectSentences } from "./select-sentences";

let embeddingModel: EmbeddingModel;
beforeAll(async () => {
  embeddingModel = await loadLocalEmbedding();
});

const leave: SourcePassage = {
  title: "Annual Leave Policy",
  section: ["Entitlement"],
  context: "Annual Leave Policy > Entitlement",
  text: "Entitlement\n\nFull-time employees in Bristol receive 27 days of annual leave a year plus the public holidays in England. Full-time employees in Hamburg receive 30 days of annual leave a year. One extra day is added after three years of service.",
};
const refusal: SourcePassage = {
  title: "Annual Leave Policy",
  section: ["Asking for leave"],
  context: "Annual Leave Policy > Asking for leave",
  text: "Line managers answer within three working days.\n\nA request may be refused only in these cases:\n\nfewer than half of the team would be present\nthe person is on the on-call rota\nthe days fall in the stock-taking week",
};
const prices: SourcePassage = {
  title: "Price list",
  section: ["Services"],
  context: "Price list > Services\nService | Price GBP | Remark",
  text: "Factory calibration | 145.00 | 7 working days\nAccredited calibration | 298.00 | 10 working days\nTraining day | 1,400.00 | Up to 12 participants",
};
const faq: SourcePassage = {
  title: "Questions to support",
  section: ["Readings"],
  context: "Questions to support > Readings",
  text: "My readings jump up and down. Why?\nAir bubbles are the usual cause. Tilt the sensor by 15 degrees.\nThe gateway says that a sensor is silent. What now?\nCheck the supply voltage first.",
};

async function ask(question: string, passages = [leave, refusal, prices, faq]) {
  return (await selectSentences({ question, passages, embeddingModel })).sentences;
}

describe("the choice of sentences", () => {
  test("holds the sentence that answers", async () => {
    const chosen = await ask("How many days of annual leave do employees in Bristol get?");
    expect(chosen.map(({ text }) => text).join(" ")).toContain("27 days");
    expect(chosen.length).toBeLessThanOrEqual(3);
  });

  test("takes a table row whole", async () => {
    const chosen = await ask("How much does an accredited calibration cost?");
    expect(chosen.map(({ text }) => text)).toContain("Accredited calibration | 298.00 | 10 working days");
  });

  test("of rows by value gives the one that the asked value lies in, and not its neighbours", async () => {
    const limits: SourcePassage = {
      title: "Purchasing Policy",
      context: "Purchasing Policy > Limits\nValue of the order | Approved by | Quotes needed",
      text: "Value of the order | Approved by | Quotes needed\nUp to £500 | Team leader | 1\n£501 to £5,000 | Department head | 2\n£5,001 to £25,000 | Finance | 3",
    };
    const chosen = await ask("How many quotes do I need for £3,000?", [limits]);
    expect(chosen.map(({ text }) => text)).toEqual(["£501 to £5,000 | Department head | 2"]);
  });

  test("answers from below a question in the text, not with the question", async () => {
    const chosen = await ask("Why do my readings jump?");
    expect(chosen.map(({ text }) => text)).toContain("Air bubbles are the usual cause.");
    expect(chosen.every(({ text }) => !text.endsWith("?"))).toBe(true);
  });

  test("brings the list behind a line that introduces it", async () => {
    const texts = (await ask("In which cases may a leave request be refused?")).map(({ text }) => text);
    expect(texts).toContain("A request may be refused only in these cases:");
    expect(texts).toContain("the person is on the on-call rota");
  });

  test("gives nothing twice when chunks overlap or documents repeat each other", async () => {
    const chosen = await ask("How many days of annual leave do employees in Bristol get?", [
      leave,
      leave,
      { ...leave, title: "Copy" },
    ]);
    const texts = chosen.map(({ text }) => text);
    expect(new Set(texts).size).toBe(texts.length);
  });

  test("is empty for no passages and for passages without words", async () => {
    expect(await ask("What now?", [])).toEqual([]);
    expect(await ask("What now?", [{ text: "— …\n\n***" }])).toEqual([]);
  });

  test("keeps reading order", async () => {
    const chosen = await ask("How many days in Bristol and how many days in Hamburg?");
    const places = chosen.map(({ passageIndex, start }) => passageIndex * 1e6 + start);
    expect(places).toEqual([...places].sort((a, b) => a - b));
  });
});

describe("offsets", () => {
  test("reproduce each chosen text from its passage, emoji and combining marks included", async () => {
    const word = fc.constantFrom(
      "leave",
      "days",
      "é",
      "🏖️",
      "27",
      "team",
      "👩‍💻",
      "e\u0301",
      "half.",
      "why?",
      "a | b",
      "\n",
      "\n\n",
      "cases:",
    );
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(word, { maxLength: 40 }), { maxLength: 4 }), async (texts) => {
        const passages = texts.map((words) => ({ text: words.join(" ") }));
        const { sentences } = await selectSentences({ question: "How many days of leave?", passages });
        for (const { passageIndex, start, end, text } of sentences) {
          expect(sliceCodePoints(passages[passageIndex]?.text ?? "", start, end)).toBe(text);
        }
      }),
    );
  });
});
