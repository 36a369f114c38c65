import type { AnswerModel } from "@/lib/models/language-model";

/** Room for titles, marks and line ends around each passage, in tokens. */
const tokensAround = 40;

/**
 * The passages that fit, best first, into what the model's context leaves after instructions, question and
 * answer; at least the first. One that doesn't fit is left out and a shorter one behind it may still come in.
 */
export function fitPassages<Passage extends { text: string; title: string; section: string[] }>(input: {
  passages: Passage[];
  model: Pick<AnswerModel, "contextTokens" | "maxOutputTokens" | "countTokens">;
  /** Everything else of the prompt. */
  fixedText: string;
}): { kept: Passage[]; left: Passage[]; tokens: number } {
  const { passages, model } = input;
  const fixed = model.countTokens(input.fixedText);
  const room = model.contextTokens - model.maxOutputTokens - fixed;
  const kept: Passage[] = [];
  const left: Passage[] = [];
  let tokens = 0;
  for (const passage of passages) {
    const own =
      model.countTokens(`${passage.title} ${passage.section.join(" ")}\n${passage.text}`) + tokensAround;
    if (tokens + own <= room || kept.length === 0) {
      kept.push(passage);
      tokens += own;
    } else left.push(passage);
  }
  return { kept, left, tokens: fixed + tokens };
}
