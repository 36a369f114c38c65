// Where each argument of a write came from, found by looking: in the person's words, in what the run read, or else the
// model made it. What a model makes after it read orders to machines may stand under their influence, and is flagged.
import type { StepRow } from "@/db/queries/agent-runs";
import { splitSentences } from "@/lib/text/split-sentences";
import { contentWordsOf } from "@/lib/text/words";
import type { AgentPassage, ArgumentOrigin } from "../schema";
import { holdsLink } from "./own-words";
import { passagesOf, titlesOf } from "./step-passages";

const mostPassages = 12;
/** A row of so many words that stands in both doesn't stand there by chance. */
const runOfWords = 6;

/** One origin for each text among the arguments. `words` is all that the person said in this run. */
export function argumentOrigins(of: { input: unknown; words: string; steps: StepRow[] }): ArgumentOrigin[] {
  const passages = of.steps.flatMap(passagesOf);
  const titles = titlesOf(of.steps);
  const sources = new Set(["General", ...passages.map(({ source }) => source)]);
  const said = fold(of.words);
  const saidStems = new Set(contentWordsOf(of.words).map(({ stem }) => stem));
  return texts(of.input).map(({ path, value }): ArgumentOrigin => {
    const origin = { argument: path, flags: [] as ArgumentOrigin["flags"] };
    const words = wordsSaid(value, said);
    if (words !== null) return { ...origin, kind: "person", words, passages: [] };
    const title = titles.get(value);
    const stems = title === undefined ? [] : contentWordsOf(title).map(({ stem }) => stem);
    if (title !== undefined && stems.length > 0 && stems.every((stem) => saidStems.has(stem)))
      return { ...origin, kind: "person", words: title, passages: [] };
    // What names a document, a service or a text that nobody spoke of is the model's own idea.
    const half = (text: string) => {
      const own = contentWordsOf(text).map(({ stem }) => stem);
      return own.length > 0 && own.filter((stem) => saidStems.has(stem)).length * 2 >= own.length;
    };
    const basis = passages.filter(
      ({ quote, document_id }) =>
        stoodIn(value, quote) ||
        (title !== undefined && document_id !== value && fold(quote).includes(fold(title))),
    );
    // What is made up after something doubtful was read may have been made up for it.
    const doubtful = passages.filter(
      ({ flags }) => flags.includes("contains_instructions") || (basis.length === 0 && flags.length > 0),
    );
    const shown = unique([...basis, ...doubtful]).slice(0, mostPassages);
    const known = [of.words, ...basis.filter(({ flags }) => flags.length === 0).map(({ quote }) => quote)];
    return {
      ...origin,
      kind: basis.length > 0 ? "document" : "model",
      words: null,
      passages: shown.map(({ document_id, source_id, title: of, quote, start, end }) => ({
        document_id,
        source_id,
        title: of,
        quote,
        start,
        end,
      })),
      flags: [
        ...new Set(shown.flatMap(({ flags }) => flags)),
        ...(holdsLink(value, known) ? ["outside_link" as const] : []),
        ...(basis.length === 0 && !sources.has(value) && !half(title ?? value) ? ["made_up" as const] : []),
      ],
    };
  });
}

/** The words of the person that a value is, or is made of sentence by sentence. */
function wordsSaid(value: string, said: string): string | null {
  const folded = fold(value);
  if (folded === "") return null;
  if (said.includes(folded)) return value;
  const sentences = sentencesOf(value);
  return sentences.length > 1 && sentences.every((sentence) => said.includes(sentence)) ? value : null;
}

function stoodIn(value: string, quote: string): boolean {
  const inQuote = fold(quote);
  const folded = fold(value);
  if (folded.length >= 4 && inQuote.includes(folded)) return true;
  if (sentencesOf(value).some((sentence) => sentence.length >= 12 && inQuote.includes(sentence))) return true;
  const words = folded.split(" ");
  for (let index = 0; index + runOfWords <= words.length; index++)
    if (inQuote.includes(words.slice(index, index + runOfWords).join(" "))) return true;
  return false;
}

function sentencesOf(text: string): string[] {
  return splitSentences(text)
    .map(({ start, end }) => fold(text.slice(start, end)))
    .filter((sentence) => sentence !== "");
}

/** Lower case, without markers of proofs, layout and kinds of quotation marks. */
function fold(text: string): string {
  return text
    .replace(/\[\d{1,3}\]/g, "")
    .replace(/[“”"„«»]/g, "")
    .replace(/[’‘]/g, "'")
    .replace(/(^|\n)\s*(?:[-*>#]+|\d+\.)\s+/g, "$1")
    .toLowerCase()
    .replace(/\s+/g, " ")
    .trim();
}

function texts(input: unknown, path = ""): { path: string; value: string }[] {
  if (typeof input === "string") return [{ path, value: input }];
  if (typeof input === "number" || typeof input === "boolean") return [{ path, value: String(input) }];
  if (input === null || typeof input !== "object") return [];
  return Object.entries(input).flatMap(([name, value]) => {
    const inner = path === "" ? name : `${path}.${name}`;
    // Names inside of a body are the model's own as well, and could carry what its values don't.
    const carries = path !== "" && !Array.isArray(input) && !/^[\w-]{1,30}$/.test(name);
    const named = carries ? [{ path: `${path} (name)`, value: name }] : [];
    return [...named, ...texts(value, inner)];
  });
}

function unique(passages: AgentPassage[]): AgentPassage[] {
  const seen = new Map(
    passages.map((passage) => [`${passage.document_id} ${passage.start} ${passage.end}`, passage]),
  );
  return [...seen.values()];
}
