import { normalizeQuestion } from "@/lib/cache/cache-key";
import { env } from "@/lib/env/env";
import { checkPolicy } from "@/lib/guard/policy";
import { languageModel } from "@/lib/models/language-model";
import { AnswerDraft } from "./answer-draft";
import { type MadeAnswer, madeOf } from "./made-answer";
import { promptVersion } from "./prompts/answer-v1";
import type { AskEvent } from "./schema";
import { standaloneQuestion } from "./standalone-question";
import type { Turn } from "./turn";

export type Understood =
  | { kind: "question"; question: string }
  /** Refused by policy, or nothing that one could search for. */
  | { kind: "refused"; made: MadeAnswer };

/** What is asked, as a question that stands on its own. Pure, and some microseconds. */
export function understandQuestion(question: string, turns: Turn[]): Understood {
  const policy = checkPolicy(question);
  if (policy.kind === "refused") return refused(question, "policy", policy.say);
  const standalone = standaloneQuestion({ question: question.normalize("NFC"), turns });
  if (standalone.kind === "unclear") return refused(question, "unclear", standalone.say);
  // "Go on" asks again what was asked before, whatever that was.
  const resolved = checkPolicy(standalone.question);
  if (resolved.kind === "refused") return refused(question, "policy", resolved.say);
  return { kind: "question", question: normalizeQuestion(standalone.question) };
}

function refused(question: string, reason: "policy" | "unclear", say: string): Understood {
  const events: AskEvent[] = [];
  const draft = new AnswerDraft({
    question,
    model: languageModel(env()).id,
    promptVersion,
    emit: (event) => events.push(event),
  });
  draft.refuse(reason, say);
  return { kind: "refused", made: madeOf(draft, events) };
}
