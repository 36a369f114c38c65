// Which document a person means. Sure where its title stands in their words, or only one title fits them; otherwise
// they are asked, with the candidates to choose from.
import { contentWordsOf, stemOf } from "@/lib/text/words";
import type { Past } from "./past";

export interface FoundDocument {
  document_id: string;
  title: string;
  source: string;
  effective_date: string | null;
}
interface NotFound {
  kind: "none";
  text: string;
}

/** Words of a request that tell nothing of the document that it is about. */
const idle = new Set(
  `find search look show open read display view pull bring fetch compare comparison differ difference differences different diff
  change changed changes replace swap update edit correct amend modify fix alter retire withdraw remove delete take takes
  taken archive get rid drop hide unpublish tag tags tagging label labels mark put add move shift transfer relocate belongs
  belong publish document documents doc docs file files text full whole entire complete copy page screen version outdated
  old obsolete anymore more longer need needs want valid use circulation down off side spot differs tell between instead
  becomes wrong place store keep hold each other two both same way past nobody find any from on should must has have had mistake error typo say says carry source collection let call versus vs wants please now it them there here against
  scrap discard bin date force`
    .split(/\s+/)
    .map(stemOf),
);

/** The one document that the words are about, asked for where that isn't clear. */
export async function resolveDocument(
  words: string,
  past: Past,
): Promise<{ kind: "found"; document: FoundDocument } | NotFound> {
  const reference = referenceOf(words);
  if (reference === "") {
    if (past.lastDocument) return { kind: "found", document: { ...past.lastDocument, effective_date: null } };
    const reply = past.ask("Which document?");
    return choose(reply, candidatesFor(referenceOf(reply) || reply, past), past);
  }
  return choose(words, candidatesFor(reference, past), past);
}

/** The two documents that the words are about, the older one first. */
export async function resolveTwo(
  words: string,
  past: Past,
): Promise<{ kind: "found"; documents: [FoundDocument, FoundDocument] } | NotFound> {
  const candidates = candidatesFor(referenceOf(words), past);
  const stems = stemsOf(words);
  const fitting = candidates
    .filter(({ title }) => covered(title, stems))
    .filter((one, _, all) => !all.some((other) => other !== one && isPartOf(one.title, other.title)));
  if (fitting.length === 2) return ordered(fitting);
  // “The leave policies”: two titles of which the words are a part.
  const wanted = [...stemsOf(referenceOf(words))];
  const partly = candidates.filter(({ title }) => {
    const own = stemsOf(title);
    return wanted.length > 0 && wanted.every((stem) => own.has(stem));
  });
  if (fitting.length === 0 && partly.length === 2) return ordered(partly);
  // Each of two names may be said in part: “the VPN guide and the password rules”.
  const halves = words
    .split(/\b(?:and|with|to|against|versus|vs\.?|from)\b/i)
    .filter((half) => stemsOf(half).size > 0);
  if (halves.length === 2 && fitting.length < 2) {
    const chosen: FoundDocument[] = [];
    for (const half of halves) {
      const one = await resolveDocument(half, past);
      if (one.kind === "none") return one;
      chosen.push(one.document);
    }
    if (new Set(chosen.map(({ document_id }) => document_id)).size === 2) return ordered(chosen);
  }
  if (candidates.length === 0) return { kind: "none", text: "No documents were found that could be meant." };
  const titles = candidates.map(({ title }) => title);
  const reply = past.ask("Which two documents should be compared? Please give both titles.", titles);
  const named = candidates.filter(({ title }) => covered(title, stemsOf(reply)));
  if (named.length === 2) return ordered(named);
  return { kind: "none", text: "It isn't clear which two documents are meant, so nothing was compared." };
}

function choose(
  words: string,
  candidates: FoundDocument[],
  past: Past,
): { kind: "found"; document: FoundDocument } | NotFound {
  const stems = stemsOf(words);
  const whole = candidates.filter(({ title }) => covered(title, stems));
  // Of “Leave” and “Leave Policy 2025”, who says the longer one means that.
  const longest = whole.filter(({ title }) => !whole.some((other) => isPartOf(title, other.title)));
  const [only, second] = longest;
  if (only && !second) return found(only, past);
  const wanted = [...stemsOf(referenceOf(words))];
  const partly = candidates.filter(({ title }) => {
    const own = stemsOf(title);
    return wanted.length > 0 && wanted.every((stem) => own.has(stem));
  });
  const [partlyOnly, partlySecond] = partly;
  if (longest.length === 0 && partlyOnly && !partlySecond) return found(partlyOnly, past);
  const share = ({ title }: FoundDocument) =>
    wanted.filter((stem) => stemsOf(title).has(stem)).length / Math.max(1, wanted.length);
  const likely =
    longest.length > 1
      ? longest
      : partly.length > 1
        ? partly
        : candidates.filter((one) => share(one) >= 0.34);
  if (likely.length === 0)
    return {
      kind: "none",
      text: `No document was found for “${referenceOf(words) || words}” among those that you may read. Nothing was done.`,
    };
  const options = likely.map(({ title }) => title);
  const question =
    likely.length === 1 ? `Do you mean “${options[0]}”?` : "Which of these documents do you mean?";
  const reply = past.ask(question, likely.length === 1 ? ["Yes", "No"] : options);
  if (likely.length === 1) {
    const [one] = likely;
    if (one && /^(?:y|yes|yep|yeah|sure|right|correct|exactly|ok|okay)\b/i.test(reply.trim()))
      return found(one, past);
    if (/^(?:no|nope|not)\b/i.test(reply.trim())) return { kind: "none", text: "Then nothing was done." };
  }
  const said = stemsOf(reply);
  const byTitle = likely.filter(({ title }) => covered(title, said));
  const telling = likely.filter(({ title }) => {
    const own = stemsOf(title);
    return (
      said.size > 0 &&
      [...said]
        .filter((stem) => stems.has(stem) || likely.some((one) => stemsOf(one.title).has(stem)))
        .every((stem) => own.has(stem)) &&
      [...said].some((stem) => own.has(stem))
    );
  });
  const chosen = byTitle.length === 1 ? byTitle[0] : telling.length === 1 ? telling[0] : undefined;
  return chosen
    ? found(chosen, past)
    : { kind: "none", text: "It still isn't clear which document is meant, so nothing was done." };
}

function found(document: FoundDocument, past: Past): { kind: "found"; document: FoundDocument } {
  past.lastDocument = document;
  return { kind: "found", document };
}

function candidatesFor(reference: string, past: Past): FoundDocument[] {
  const step = past.call("search_documents", { query: reference, most: 5 });
  if (step.state !== "done") return [];
  const { documents = [], passages = [] } = step.output as {
    documents?: FoundDocument[];
    passages?: { document_id: string; title: string; source: string }[];
  };
  const known = new Map(documents.map((document) => [document.document_id, document]));
  for (const { document_id, title, source } of passages)
    if (!known.has(document_id)) known.set(document_id, { document_id, title, source, effective_date: null });
  return [...known.values()];
}

function ordered(
  two: FoundDocument[],
): { kind: "found"; documents: [FoundDocument, FoundDocument] } | NotFound {
  const [first, second] = [...two].sort((a, b) => ageOf(a).localeCompare(ageOf(b)));
  if (!first || !second) return { kind: "none", text: "Two documents are needed to compare." };
  return { kind: "found", documents: [first, second] };
}

function ageOf({ effective_date, title }: FoundDocument): string {
  return effective_date ?? /\b(?:19|20)\d\d\b/.exec(title)?.[0] ?? "";
}

export function referenceOf(words: string): string {
  return contentWordsOf(words)
    .filter(({ stem }) => !idle.has(stem))
    .map(({ text }) => text)
    .join(" ");
}

function stemsOf(text: string): Set<string> {
  return new Set(contentWordsOf(text).map(({ stem }) => stem));
}

function covered(title: string, stems: Set<string>): boolean {
  const own = stemsOf(title);
  return own.size > 0 && [...own].every((stem) => stems.has(stem));
}

function isPartOf(title: string, other: string): boolean {
  const own = stemsOf(title);
  const others = stemsOf(other);
  return own.size < others.size && [...own].every((stem) => others.has(stem));
}
