// A language model as judge, by choice of the configuration. It is asked twice with the order of reference and
// candidate swapped; what it doesn't say both times is an abstention. Its word is never used for passing a case.
import { z } from "zod";
import { env } from "@/lib/env/env";
import { AppError } from "@/lib/errors/app-error";
import type { EvalConfig, GoldenCase, Judgement } from "../schema";
import { rubrics } from "./rubrics";

const wordSchema = z.strictObject({
  verdict: z.enum(["right", "wrong", "abstain"]),
  reason: z.string().max(2000),
});
const completionSchema = z.object({
  choices: z.array(z.object({ message: z.object({ content: z.string() }) })).min(1),
});
const timeoutMs = 60_000;

/**
 * The judge's word on an answer; null when it could not be had (no server, an answer that isn't the JSON asked for,
 * twice each). Throws the signal's reason.
 */
export async function judgeAnswer(ask: {
  item: GoldenCase;
  answer: string;
  judge: NonNullable<EvalConfig["judge"]>;
  signal: AbortSignal;
}): Promise<Judgement | null> {
  const { judge, signal } = ask;
  const rubric = rubrics[judge.rubric];
  if (rubric === undefined)
    throw new AppError("not_found", { public: `There is no rubric “${judge.rubric}”.` });
  const words: z.infer<typeof wordSchema>[] = [];
  for (const referenceFirst of [true, false]) {
    const word = await askTwice({ rubric, judge, signal, text: textOf({ ...ask, referenceFirst }) });
    signal.throwIfAborted();
    if (!word) return null;
    words.push(word);
  }
  const [one, other] = words;
  if (!one || !other) return null;
  const agreed = one.verdict === other.verdict && one.verdict !== "abstain";
  return {
    rubric: judge.rubric,
    model: judge.model,
    verdict: agreed && one.verdict !== "abstain" ? one.verdict : "abstained",
    reason: agreed ? one.reason : `${one.verdict}: ${one.reason} / ${other.verdict}: ${other.reason}`,
  };
}

function textOf(ask: { item: GoldenCase; answer: string; referenceFirst: boolean }): string {
  const { item } = ask;
  const points = item.key_points.map((point) => (typeof point === "string" ? point : point.join(" or ")));
  const quotes = item.expected.map(({ quote }) => quote);
  const reference =
    item.expect === "refuse"
      ? "The documents do not tell. The right answer is to say so, or to decline."
      : JSON.stringify({ key_points: points, passages: quotes });
  const parts = [
    `<reference>\n${reference}\n</reference>`,
    `<candidate>\n${JSON.stringify(ask.answer)}\n</candidate>`,
  ];
  if (!ask.referenceFirst) parts.reverse();
  return [`<question>\n${JSON.stringify(item.question)}\n</question>`, ...parts].join("\n\n");
}

async function askTwice(ask: {
  rubric: string;
  judge: NonNullable<EvalConfig["judge"]>;
  text: string;
  signal: AbortSignal;
}): Promise<z.infer<typeof wordSchema> | undefined> {
  for (let tries = 0; tries < 2 && !ask.signal.aborted; tries++) {
    try {
      const response = await fetch(`${ask.judge.base_url.replace(/\/$/, "")}/chat/completions`, {
        method: "POST",
        headers: {
          "content-type": "application/json",
          ...(env().LLM_API_KEY && { authorization: `Bearer ${env().LLM_API_KEY}` }),
        },
        body: JSON.stringify({
          model: ask.judge.model,
          temperature: 0,
          response_format: { type: "json_object" },
          messages: [
            { role: "system", content: ask.rubric },
            { role: "user", content: ask.text },
          ],
        }),
        signal: AbortSignal.any([ask.signal, AbortSignal.timeout(timeoutMs)]),
      });
      if (!response.ok) continue;
      const [choice] = completionSchema.parse(await response.json()).choices;
      return wordSchema.parse(JSON.parse(choice?.message.content ?? ""));
    } catch {
      // Not reached, or not the JSON that was asked for: it is asked once more.
    }
  }
  return undefined;
}
