import { expect, test } from "vitest";
import { standaloneQuestion, turnsOf } from "./standalone-question";
import cases from "./testing/two-turn-cases.json";

type Case = (typeof cases)[number];

function judge(item: Case): string | undefined {
  const resolved = standaloneQuestion({ question: item.question, turns: turnsOf(historyOf(item)) });
  const kind = resolved.kind === "standalone" ? "new-topic" : resolved.kind;
  if (kind !== item.kind) return `${kind}: ${"question" in resolved ? resolved.question : resolved.say}`;
  if (resolved.kind === "unclear") return undefined;
  const said = resolved.question.toLowerCase();
  const wrong = [
    ...item.has.filter((word) => !said.includes(word.toLowerCase())).map((word) => `lacks ${word}`),
    ...item.lacks.filter((word) => said.includes(word.toLowerCase())).map((word) => `keeps ${word}`),
  ];
  return wrong.length > 0 ? `${resolved.question} (${wrong.join(", ")})` : undefined;
}

function historyOf(item: Case) {
  return item.turns.flatMap(({ question, answer }) => [
    { role: "user" as const, content: question },
    { role: "assistant" as const, content: answer },
  ]);
}

test.each(["fit", "held-out", "fresh"])(
  "follow-ups, changes of topic and unclear questions are told apart (%s)",
  (split) => {
    const own = cases.filter((item) => item.split === split);
    const failures = own.flatMap((item) => {
      const wrong = judge(item);
      return wrong ? [`${item.turns.at(-1)?.question ?? "-"} → ${item.question} ⇒ ${wrong}`] : [];
    });
    const accuracy = 1 - failures.length / own.length;
    console.log(`${split}: ${own.length - failures.length} of ${own.length} right (${accuracy.toFixed(3)})`);
    expect(accuracy, failures.join("\n")).toBeGreaterThanOrEqual(0.95);
  },
);

test.each([
  "My dad fell on the stairs and his nurse is away. Do I get paid leave?",
  "Which phone do drivers get, and what does it cost?",
])("a pronoun that the question itself explains needs no conversation: %s", (question) => {
  expect(standaloneQuestion({ question, turns: [] })).toEqual({ kind: "standalone", question });
});

test("a new one is of the kind that was spoken of", () => {
  const turns = [{ question: "How long does the seal of the P-40 last?", answer: "Two years." }];
  expect(standaloneQuestion({ question: "What does a new one cost?", turns })).toMatchObject({
    kind: "follow-up",
    question: expect.stringContaining("P-40"),
  });
  expect(standaloneQuestion({ question: "What does a new one cost?", turns: [] }).kind).toBe("unclear");
});
