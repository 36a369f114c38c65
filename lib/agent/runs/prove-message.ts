// What a model says at the end of a run, sentence by sentence: proved where a passage that the run read says so, by the
// check that answers go through; otherwise marked as the model's own words.
import type { StepRow } from "@/db/queries/agent-runs";
import { findQuote, type Quote } from "@/lib/ask/find-quote";
import { SentenceStream } from "@/lib/ask/sentence-stream";
import { repeatsText } from "@/lib/guard/repeats-text";
import { steeringSignals } from "@/lib/guard/steering-signals";
import { contentWordsOf } from "@/lib/text/words";
import type { AgentCitation, AgentPassage, AgentResult } from "../schema";
import { agentInstructions } from "./agent-instructions";
import { ownWords } from "./own-words";
import { passagesOf } from "./step-passages";

/** Only so many passages are held against a sentence: those that share most words with it. */
const mostPassages = 8;

/**
 * `said` is all that the person said in this run. Sentences that say the model's
 * instructions back or hold a credential are dropped, also where they are spread over the message.
 */
export function proveMessage(text: string, { steps, said }: { steps: StepRow[]; said: string }): AgentResult {
  const passages = steps.flatMap(passagesOf).filter(({ flags }) => !flags.includes("contains_instructions"));
  const known = [said, ...passages.filter(({ flags }) => flags.length === 0).map(({ quote }) => quote)];
  const stream = new SentenceStream({ everyMarkerEnds: false });
  const citations: AgentCitation[] = [];
  const sentences: AgentResult["sentences"] = [];
  for (const raw of [...stream.push(text), ...stream.end()]) {
    const shown = ownWords(raw.text, known).replace(/\s+/g, " ");
    if (shown === "") continue;
    const before = sentences.length === 0 ? raw.before.trimStart() : raw.before || " ";
    const proof = proofOf(raw.text, passages, said);
    if (!proof) sentences.push({ text: shown, before, status: "unproved", markers: [] });
    else sentences.push({ text: shown, before, status: "proved", markers: [markerOf(proof, citations)] });
  }
  // Cut into pieces the instructions may pass one by one.
  if (repeatsText(sentences.map((one) => one.text).join(" "), agentInstructions)) {
    sentences.length = 0;
    citations.length = 0;
  }
  if (sentences.length === 0)
    sentences.push({ text: nothingLeft, before: "", status: "unproved", markers: [] });
  return { text: joined(sentences), sentences, citations };
}

const nothingLeft = "The model said nothing that may be shown.";

interface Proof {
  passage: AgentPassage;
  quote: Quote;
}

function proofOf(claim: string, passages: AgentPassage[], said: string): Proof | undefined {
  const stems = new Set(contentWordsOf(claim).map(({ stem }) => stem));
  if (stems.size === 0) return undefined;
  const shared = (text: string) =>
    new Set(contentWordsOf(text).flatMap(({ stem }) => (stems.has(stem) ? [stem] : []))).size;
  const nearest = passages
    .map((passage) => ({ passage, shared: shared(passage.quote) }))
    .filter((one) => one.shared > 0)
    .sort((a, b) => b.shared - a.shared)
    .slice(0, mostPassages);
  for (const { passage } of nearest) {
    const context = [passage.title, ...passage.section].join("\n");
    const quote = findQuote({ claim, passage: { text: passage.quote, context } });
    // A sentence that asks somebody to say something doesn't say it itself.
    if (
      quote?.supported &&
      (asksToSay(claim) || !asksToSay(quote.text)) &&
      steeringSignals({ question: said, text: quote.text }).length === 0
    )
      return { passage, quote };
  }
  return undefined;
}

/** A wish or an order about words: its that-clause is what somebody wants said, not what is so. */
function asksToSay(text: string): boolean {
  return /\b(?:say|state|claim|tell|write|answer|reply|confirm|report|mention|announce)\s+(?:[\p{L}']+\s+){0,3}that\b/iu.test(
    text,
  );
}

/** The number of a proof; the same place keeps its number. */
function markerOf({ passage, quote }: Proof, citations: AgentCitation[]): number {
  const start = passage.start + quote.start;
  const end = passage.start + quote.end;
  const known = citations.find(
    (one) => one.version_id === passage.version_id && one.start === start && one.end === end,
  );
  if (known) return known.marker;
  const marker = citations.length + 1;
  citations.push({ ...passage, quote: quote.text, start, end, marker });
  return marker;
}

function joined(sentences: AgentResult["sentences"]): string {
  return sentences
    .map(({ text, before, markers }) => `${before}${text}${markers.map((one) => ` [${one}]`).join("")}`)
    .join("");
}
