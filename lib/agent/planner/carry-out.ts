// What is done for each goal. Written as if every tool answered at once: where one wasn't called yet, `past` stops here
// and it is called. What is said of the documents is said in their words, with the proofs that came with them.
import { injectionSignals } from "@/lib/guard/injection-signals";
import type { Goal } from "./goals";
import type { Past } from "./past";
import type { PlannerStep } from "./planner-options";
import { isPartOfTitle, resolveDocument, resolveDocuments, resolveTwo } from "./resolve-document";
import { resolveSource } from "./resolve-source";
import { type ToldChange, toldChanges } from "./told-changes";

export interface Outcome {
  text: string;
  /** Nothing further is done: something went wrong or was denied. */
  stop: boolean;
}

const mostChanges = 8;

/** Carries out one goal as far as it is done. Throws `Pending` with what comes next. */
export async function carryOut(goal: Goal, past: Past, said: string[]): Promise<Outcome> {
  switch (goal.intent) {
    case "search":
      return search(goal, past);
    case "summarize":
      return summarize(goal, past);
    case "sources":
      return sources(past);
    case "open":
      return open(goal, past);
    case "compare":
      return compare(goal, past);
    case "publish":
      return publish(goal, past);
    case "change":
      return change(goal, past);
    case "retire":
      return onDocument(goal.words, past, (id) => ({
        tool: "retire_document",
        input: { document_id: id },
        done: (title) => `“${title}” is retired: it is found and cited no more.`,
      }));
    case "tag":
      return tag(goal, past);
    case "move":
      return move(goal, past);
    case "webhook":
      return webhook(goal, past, said);
    case "none":
      return said.length > 0
        ? { text: `For “${goal.words}” there is no tool here.`, stop: true }
        : { text: goal.german ? cantDoGerman : cantDo, stop: true };
  }
}

const cantDo =
  "There is no tool for that here. I can search, summarise, open and compare documents and list sources; and, where a person approves, publish, change, retire, tag and move documents or call one of the services that are set up.";

const cantDoGerman =
  "Dafür gibt es hier kein Werkzeug. Ich kann Dokumente durchsuchen, zusammenfassen, öffnen und vergleichen und Quellen auflisten; und, wo jemand zustimmt, Dokumente veröffentlichen, ändern, zurückziehen, mit Schlagwörtern versehen und verschieben oder einen der eingerichteten Dienste aufrufen.";

function search({ topic, words }: Extract<Goal, { intent: "search" }>, past: Past): Outcome {
  const step = past.call("search_documents", { query: topic });
  const trouble = troubleOf(step);
  if (trouble) return trouble;
  const { passages = [] } = step.output as {
    passages?: (Quoted & { title: string; document_id: string; source: string })[];
  };
  const [best] = passages;
  if (best && asksForDocument.test(words)) past.lastDocument = best;
  if (passages.length === 0) return { text: `Nothing in the documents fits “${topic}”.`, stop: false };
  const lines = passages
    .slice(0, 5)
    .map((passage) =>
      givesOrders(passage)
        ? `- a passage of “${passage.title}” that reads like orders to a machine and isn't repeated here`
        : `- “${shortOf(passage.quote)}” (${passage.title})`,
    );
  return { text: `These passages fit “${topic}” best:\n${lines.join("\n")}`, stop: false };
}

/** “Find the document on …”: what follows may say “it”. */
const asksForDocument = /\b(?:document|page|file|guide|policy|handbook|manual|paper|doc|one)\b/i;

async function summarize(goal: Extract<Goal, { intent: "summarize" }>, past: Past): Promise<Outcome> {
  const query = goal.isQuestion ? goal.words : goal.topic;
  const step = past.call("summarize_documents", { query });
  const trouble = troubleOf(step);
  if (trouble) return trouble;
  const {
    text = "",
    found = false,
    citations = [],
  } = step.output as { text?: string; found?: boolean; citations?: NonNullable<Past["lastDocument"]>[] };
  const [first, ...others] = citations;
  if (first && others.every(({ document_id }) => document_id === first.document_id))
    past.lastDocument = first;
  return found
    ? { text, stop: false }
    : { text: `The documents don't say anything on “${query}”.`, stop: true };
}

interface Quoted {
  quote: string;
  flags?: string[];
}

/** Orders in documents are shown in the step as what they are, and never said in the agent's own voice. */
function givesOrders({ flags }: Quoted): boolean {
  return flags?.includes("contains_instructions") ?? false;
}

function sources(past: Past): Outcome {
  const step = past.call("list_sources", {});
  const trouble = troubleOf(step);
  if (trouble) return trouble;
  const { sources: list = [] } = step.output as { sources?: { name: string; documents: number }[] };
  if (list.length === 0) return { text: "There is no source that you may read.", stop: false };
  const lines = list.map(
    ({ name, documents }) => `- ${name}: ${documents} ${documents === 1 ? "document" : "documents"}`,
  );
  return { text: `These are the sources that you may read:\n${lines.join("\n")}`, stop: false };
}

async function open({ words }: Extract<Goal, { intent: "open" }>, past: Past): Promise<Outcome> {
  const found = await resolveDocument(words, past);
  if (found.kind === "none") return { text: found.text, stop: true };
  const step = past.call("open_document", { document_id: found.document.document_id });
  const trouble = troubleOf(step);
  if (trouble) return trouble;
  const { passages = [], title, cut } = step.output as { passages?: Quoted[]; title: string; cut: boolean };
  const text = passages
    .map((passage) =>
      givesOrders(passage)
        ? "(Here stands a part that reads like orders to a machine. It isn't repeated.)"
        : passage.quote,
    )
    .join("\n\n");
  return {
    text: `“${title}”:\n\n${text}${cut || text.length > 4000 ? "\n\n(There is more of it.)" : ""}`,
    stop: false,
  };
}

async function compare({ words }: Extract<Goal, { intent: "compare" }>, past: Past): Promise<Outcome> {
  const found = await resolveTwo(words, past);
  if (found.kind === "none") return { text: found.text, stop: true };
  const [first, second] = found.documents;
  const step = past.call("compare_documents", { first: first.document_id, second: second.document_id });
  const trouble = troubleOf(step);
  if (trouble) return trouble;
  const output = step.output as {
    words_added: number;
    words_removed: number;
    parts: { kind: string; text: string }[];
  };
  const changes = toldChanges(output.parts);
  if (changes.length === 0)
    return { text: `“${first.title}” and “${second.title}” say the same.`, stop: false };
  // Figures are what is asked for most; then those that say most. Told in the order in which they stand.
  const worth = ({ before, after }: ToldChange) =>
    (/\d/.test(`${before}${after}`) ? 1000 : 0) + Math.max(before?.length ?? 0, after?.length ?? 0);
  const telling = [...changes].sort((one, other) => worth(other) - worth(one)).slice(0, mostChanges);
  const lines = changes
    .filter((change) => telling.includes(change))
    .map((change) => changeLine(change, first.title, second.title));
  const more = changes.length - lines.length;
  return {
    text: `Between “${first.title}” and “${second.title}”, ${output.words_removed} words were taken out and ${output.words_added} put in:\n${lines.join("\n")}${more > 0 ? `\n\n${more} further ${more === 1 ? "difference is" : "differences are"} left out here.` : ""}`,
    stop: false,
  };
}

function changeLine({ before, after }: ToldChange, first: string, second: string): string {
  if (injectionSignals(`${before ?? ""}\n${after ?? ""}`).length > 0)
    return `- only in “${after === null ? first : second}”: a part that reads like orders to a machine and isn't repeated here`;
  if (before !== null && after !== null) return `- “${shortOf(before)}” became “${shortOf(after)}”`;
  return `- only in “${before === null ? second : first}”: “${shortOf(before ?? after ?? "")}”`;
}

async function publish(goal: Extract<Goal, { intent: "publish" }>, past: Past): Promise<Outcome> {
  if (goal.text === null && goal.topic !== null) return publishDraft(goal, goal.topic, past);
  const text = goal.text ?? past.ask("What should the new document say?");
  const title = goal.title ?? past.ask("What should its title be?");
  const place = resolveSource(goal.words.replace(text, ""), past, { needed: false });
  if (place.kind === "none") return { text: place.text, stop: true };
  const reason = `To publish “${title}”, as was asked for.`;
  const step = past.call(
    "publish_document",
    { title, text, ...(place.name !== null && { source: place.name }) },
    reason,
  );
  return writeOutcome(step, `“${title}” is published.`);
}

/** An entry on a topic, made of what the documents say word for word. */
async function publishDraft(
  goal: Extract<Goal, { intent: "publish" }>,
  topic: string,
  past: Past,
): Promise<Outcome> {
  const summary = past.call("summarize_documents", { query: topic });
  const trouble = troubleOf(summary);
  if (trouble) return trouble;
  const output = summary.output as {
    found?: boolean;
    sentences?: { text: string; markers: number[] }[];
    citations?: { marker: number; title: string; source: string; quote: string }[];
  };
  if (!output.found || !output.sentences || !output.citations)
    return {
      text: `The documents say nothing on “${topic}” that an entry could be made of, so nothing is published.`,
      stop: true,
    };
  const heading = topic.charAt(0).toUpperCase() + topic.slice(1);
  const title = goal.title ?? (goal.faq ? `FAQ: ${heading}` : heading);
  const body = output.sentences
    .map(({ text, markers }) => `${text}${markers.map((one) => ` [${one}]`).join("")}`)
    .join(" ");
  const basis = output.citations
    .map(({ marker, title: of, quote }) => `${marker}. ${of}: “${quote.trim()}”`)
    .join("\n");
  const question = goal.faq ? `## What do we say on ${topic}?\n\n` : "";
  const text = `# ${title}\n\n${question}${body}\n\n## Where this is from\n\n${basis}`;
  const place = resolveSource(goal.words, past, { needed: false });
  if (place.kind === "none") return { text: place.text, stop: true };
  const source = place.name ?? output.citations[0]?.source;
  const reason = `To publish an entry on ${topic}; each of its sentences stands in the documents that it names.`;
  const step = past.call(
    "publish_document",
    { title, text, ...(source !== undefined && { source }) },
    reason,
  );
  return writeOutcome(step, `“${title}” is published. It says: ${body}`);
}

async function change(goal: Extract<Goal, { intent: "change" }>, past: Past): Promise<Outcome> {
  const find =
    goal.find ?? past.ask("Which words should be replaced? Please give them exactly as they stand there.");
  const replace = goal.replace ?? past.ask(`What should stand there instead of “${find}”?`);
  const words = without(without(goal.words, find), replace);
  return onDocument(words, past, (id, title) => ({
    tool: "change_document",
    input: { document_id: id, edits: [{ find, replace }] },
    reason: `To replace “${find}” by “${replace}” in “${title}”, as was asked for.`,
    done: () => `“${title}” is changed: “${replace}” stands where “${find}” stood.`,
  }));
}

/** `text` without these words where they stand as words of their own. */
function without(text: string, words: string): string {
  const escaped = words.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return text.replace(new RegExp(`(?<![\\p{L}\\p{N}])${escaped}(?![\\p{L}\\p{N}])`, "gu"), " ");
}

async function tag(goal: Extract<Goal, { intent: "tag" }>, past: Past): Promise<Outcome> {
  const maybe = goal.tags.length === 0 ? goal.maybe : undefined;
  if (maybe) {
    const words = goal.words.replace(new RegExp(`\\s${maybe}(\\W*)$`, "iu"), "$1");
    const found = await resolveDocuments(words, past);
    if (found.kind === "found" && !found.documents.some(({ title }) => isPartOfTitle(maybe, title)))
      return tagAs({ ...goal, tags: [maybe] }, past, words);
  }
  return tagAs(goal.tags.length > 0 ? goal : { ...goal, tags: [past.ask("Which tag?")] }, past);
}

function tagAs(
  { tags, remove, words }: Extract<Goal, { intent: "tag" }>,
  past: Past,
  about = tags.reduce(without, words),
): Promise<Outcome> {
  return onDocuments(about, past, (ids, titles) => ({
    tool: "tag_documents",
    input: { document_ids: ids, ...(remove ? { remove: tags } : { add: tags }) },
    done: `${titles} ${remove ? "no longer" : "now"} ${ids.length > 1 ? "have" : "has"} the tag ${tags.map((name) => `“${name}”`).join(", ")}.`,
  }));
}

async function move(goal: Extract<Goal, { intent: "move" }>, past: Past): Promise<Outcome> {
  // “In People rather than Facilities”: where it comes from is no part of its name.
  const asked = goal.words.replace(
    /,?\s\b(?:rather than|instead of|and not|not)\s+(?:in\s+|the\s+)*\S+/i,
    "",
  );
  const place = resolveSource(asked, past, { needed: true });
  if (place.kind === "none" || place.name === null)
    return { text: place.kind === "none" ? place.text : "It isn't clear where to move it.", stop: true };
  const source = place.name;
  const last = asked.toLowerCase().lastIndexOf(source.toLowerCase());
  const words = last < 0 ? asked : asked.slice(0, last) + asked.slice(last + source.length);
  return onDocuments(words, past, (ids, titles) => ({
    tool: "move_documents",
    input: { document_ids: ids, source },
    done: `${titles} ${ids.length > 1 ? "are" : "is"} in the source “${source}” now.`,
  }));
}

async function webhook(
  goal: Extract<Goal, { intent: "webhook" }>,
  past: Past,
  said: string[],
): Promise<Outcome> {
  const names = past.options.services.map(({ name }) => name);
  if (names.length === 0) return { text: "No service is set up here that I could call.", stop: true };
  const named = goal.service ?? (names.length === 1 ? names[0] : past.ask("Which service?", names));
  const target = names.find((name) => name.toLowerCase() === named?.trim().toLowerCase());
  if (target === undefined)
    return { text: `There is no service “${named}”. These are set up: ${names.join(", ")}.`, stop: true };
  // “Sum it up and send that to chat”: what was found before is what is sent.
  const message = goal.message ?? carried(said) ?? past.ask(`What should be sent to “${target}”?`);
  const step = past.call(
    "call_webhook",
    { target, body: { text: message } },
    `To send “${shortOf(message)}” to ${target}, as was asked for.`,
  );
  return writeOutcome(step, `“${target}” was called and took it.`);
}

const longestCarried = 2000;

/** What was said last in this run, without the numbers of its citations. */
function carried(said: string[]): string | undefined {
  const last = said
    .at(-1)
    ?.replace(/ ?\[\d+\]/g, "")
    .trim();
  return last && last.length > longestCarried ? `${last.slice(0, longestCarried - 1)}…` : last || undefined;
}

/** The reason of what a person asked for: their words. */
function askedFor(past: Past): string {
  const request = past.options.request.replace(/\s+/g, " ").trim();
  return `Asked for: ${request.length > 300 ? `${request.slice(0, 299)}…` : request}`;
}

async function onDocuments(
  words: string,
  past: Past,
  plan: (ids: string[], titles: string) => { tool: string; input: unknown; done: string },
): Promise<Outcome> {
  const found = await resolveDocuments(words, past);
  if (found.kind === "none") return { text: found.text, stop: true };
  const titles = found.documents.map(({ title }) => `“${title}”`).join(" and ");
  const { tool, input, done } = plan(
    found.documents.map(({ document_id }) => document_id),
    titles,
  );
  return writeOutcome(past.call(tool, input, askedFor(past)), done);
}

async function onDocument(
  words: string,
  past: Past,
  plan: (
    id: string,
    title: string,
  ) => { tool: string; input: unknown; reason?: string; done: (title: string) => string },
): Promise<Outcome> {
  const found = await resolveDocument(words, past);
  if (found.kind === "none") return { text: found.text, stop: true };
  const { document_id, title } = found.document;
  const { tool, input, reason, done } = plan(document_id, title);
  const step = past.call(tool, input, reason ?? askedFor(past));
  return writeOutcome(step, done(title));
}

function writeOutcome(step: PlannerStep, done: string): Outcome {
  const trouble = troubleOf(step);
  if (trouble) return trouble;
  const { edited_by_approver: edited, title } = (step.output ?? {}) as {
    edited_by_approver?: object;
    title?: string;
  };
  if (edited === undefined) return { text: done, stop: false };
  if (step.tool === "publish_document" && title !== undefined)
    return { text: `“${title}” is published, as the approver edited it.`, stop: false };
  const values = Object.entries(edited)
    .filter(([name, value]) => !name.startsWith("document_id") && String(value) !== "")
    .map(([name, value]) => `${name} ${typeof value === "string" ? value : JSON.stringify(value)}`);
  return { text: `It was done, as the approver edited it: ${shortOf(values.join(", "))}`, stop: false };
}

/** What a step that isn't done means to the person; undefined when it is. */
function troubleOf(step: PlannerStep): Outcome | undefined {
  if (step.state === "done") return undefined;
  const { reason, withdrawn, message } = (step.output ?? {}) as {
    reason?: string;
    withdrawn?: boolean;
    message?: string;
  };
  const stop = true;
  if (step.state === "denied")
    return {
      text: withdrawn
        ? "The request was taken back, so nothing was changed."
        : `It was denied, so nothing was changed.${reason ? ` The reason: ${reason}` : ""}`,
      stop,
    };
  if (step.state === "expired")
    return { text: "Nobody decided in time, so nothing was changed. Ask again if it is still wanted.", stop };
  if (step.state === "unknown")
    return {
      text: "It was sent, and its answer was lost: whether it was done has to be looked up there.",
      stop,
    };
  return { text: `That was not possible: ${message ?? "it failed."}`, stop };
}

function shortOf(text: string): string {
  const line = text.replace(/\s+/g, " ").trim();
  return line.length > 240 ? `${line.slice(0, 239)}…` : line;
}
