// Which document a person means. Sure where its title stands in their words, or only one title fits them; otherwise
// they are asked, with the candidates to choose from.
import { contentWordsOf } from "@/lib/text/words";
import type { FoundDocument, Past } from "./past";
import { referenceOf, withoutAge } from "./reference-of";

interface NotFound {
  kind: "none";
  text: string;
}

/** The one document that the words are about, asked for where that isn't clear. */
export async function resolveDocument(
  words: string,
  past: Past,
): Promise<{ kind: "found"; document: FoundDocument } | NotFound> {
  const { rest, age } = withoutAge(words);
  const reference = referenceOf(rest);
  const pair = past.lastPair;
  if (age && pair && isWithin(stemsOf(reference), stemsOf(pair.map(({ title }) => title).join(" "))))
    return found(age === "older" ? pair[0] : pair[1], past);
  if (reference === "") {
    if (past.lastDocument) return { kind: "found", document: { ...past.lastDocument, effective_date: null } };
    const reply = past.ask("Which document?");
    return choose(reply, candidatesFor(referenceOf(reply) || reply, past), past);
  }
  const candidates = candidatesFor(reference, past);
  return choose(rest, (age && ofAge(age, rest, candidates)) || candidates, past);
}

/** One or several documents: “both leave policies”, “the VPN Guide and the Password Rules”, “them”. */
export async function resolveDocuments(
  words: string,
  past: Past,
): Promise<{ kind: "found"; documents: FoundDocument[] } | NotFound> {
  const reference = referenceOf(words);
  if (reference === "" && past.lastPair && /\b(?:them|both|those|these)\b/i.test(words))
    return { kind: "found", documents: past.lastPair };
  if (reference !== "" && /\b(?:both|all|and)\b|,/i.test(words)) {
    const several = severalOf(words, candidatesFor(reference, past));
    if (several.length > 1) return { kind: "found", documents: several };
  }
  const one = await resolveDocument(words, past);
  return one.kind === "found" ? { kind: "found", documents: [one.document] } : one;
}

function severalOf(words: string, candidates: FoundDocument[]): FoundDocument[] {
  const stems = stemsOf(words);
  const whole = candidates.filter(({ title }) => covered(title, stems));
  const named = whole.filter(({ title }) => !whole.some((other) => isPartOf(title, other.title)));
  const place = ({ title }: FoundDocument) =>
    words.toLowerCase().indexOf(contentWordsOf(title)[0]?.text.toLowerCase() ?? title.toLowerCase());
  if (named.length > 1) return named.sort((one, other) => place(one) - place(other));
  const wanted = stemsOf(referenceOf(words));
  const partly = candidates.filter(({ title }) => isWithin(wanted, stemsOf(title)));
  return named.length === 0 && /\bboth\b/i.test(words) && partly.length === 2
    ? partly.sort((one, other) => ageOf(one).localeCompare(ageOf(other)))
    : [];
}

/** The oldest or newest of several that fit, where their ages are known and differ. */
function ofAge(age: "older" | "newer", words: string, candidates: FoundDocument[]): FoundDocument[] | null {
  const wanted = stemsOf(referenceOf(words));
  const fitting = candidates.filter(({ title }) => isWithin(wanted, stemsOf(title)));
  const dated = fitting.filter((one) => ageOf(one) !== "").sort((a, b) => ageOf(a).localeCompare(ageOf(b)));
  const chosen = age === "older" ? dated[0] : dated.at(-1);
  return fitting.length > 1 && dated.length === fitting.length && chosen ? [chosen] : null;
}

/** The two documents that the words are about, the older one first. */
export async function resolveTwo(
  words: string,
  past: Past,
): Promise<{ kind: "found"; documents: [FoundDocument, FoundDocument] } | NotFound> {
  const two = await findTwo(words, past);
  if (two.kind === "found") past.lastPair = two.documents;
  return two;
}

async function findTwo(
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

function stemsOf(text: string): Set<string> {
  return new Set(contentWordsOf(text).map(({ stem }) => stem));
}

function isWithin(part: Set<string>, whole: Set<string>): boolean {
  return [...part].every((stem) => whole.has(stem));
}

function covered(title: string, stems: Set<string>): boolean {
  const own = stemsOf(title);
  return own.size > 0 && [...own].every((stem) => stems.has(stem));
}

/** Whether a word is one of a title's. */
export function isPartOfTitle(word: string, title: string): boolean {
  return isWithin(stemsOf(word), stemsOf(title));
}

function isPartOf(title: string, other: string): boolean {
  const own = stemsOf(title);
  const others = stemsOf(other);
  return own.size < others.size && [...own].every((stem) => others.has(stem));
}
