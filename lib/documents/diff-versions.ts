import { diffArrays, diffWordsWithSpace } from "diff";
import type { Access } from "@/db/access";
import { database } from "@/db/client";
import { listVersions, type VersionRow } from "@/db/queries/document-reading";
import { AppError } from "@/lib/errors/app-error";
import { versionView } from "./document-view";
import type { DocumentDiff } from "./schema";
import { wholeText } from "./whole-text";

type Part = DocumentDiff["parts"][number];

/** Longest unchanged stretch that is shown whole, and how much of a longer one stays at each end, in words. */
const wholeUpTo = 120;
const around = 40;
/** Past this many changed lines or words the exact shortest difference is not looked for any more. */
const maxEdits = 3000;
const longestText = 20_000_000;

/**
 * What changed between two versions, word by word; without ids between the current one and the one before.
 * Throws `not_found`, and `invalid_request` when there is no earlier version or the texts are too long to compare.
 */
export async function diffVersions(of: {
  access: Access;
  documentId: string;
  from?: string | undefined;
  to?: string | undefined;
}): Promise<DocumentDiff> {
  const db = await database();
  const versions = await listVersions(db, of);
  if (versions.length === 0) throw new AppError("not_found");
  const to = pick(
    versions,
    of.to,
    versions.find((version) => version.state === "current"),
  );
  const from = pick(
    versions,
    of.from,
    versions.find((version) => version.number < to.number),
  );
  if (from.length + to.length > longestText)
    throw new AppError("invalid_request", {
      public: "These versions are too long to be compared word by word.",
    });
  const [old, now] = await Promise.all(
    [from, to].map(async (version) => {
      let text = "";
      for await (const part of wholeText(db, { ...of, versionId: version.id, length: version.length }))
        text += part.text;
      return text;
    }),
  );
  const parts = diffTexts(old ?? "", now ?? "");
  return {
    document_id: of.documentId,
    from: versionView(from),
    to: versionView(to),
    words_added: countWords(parts, "added"),
    words_removed: countWords(parts, "removed"),
    parts: parts.flatMap((part, index) =>
      shortened(part, { first: index === 0, last: index === parts.length - 1 }),
    ),
  };
}

function pick(versions: VersionRow[], id: string | undefined, usual: VersionRow | undefined): VersionRow {
  const version = id === undefined ? usual : versions.find((candidate) => candidate.id === id);
  if (version) return version;
  if (id !== undefined) throw new AppError("not_found");
  throw new AppError("invalid_request", { public: "There is no earlier version to compare with." });
}

/** First line by line, which is quick on long texts, then word by word within what changed. */
export function diffTexts(old: string, now: string): Part[] {
  const parts: Part[] = [];
  const add = (kind: Part["kind"], text: string) => {
    const last = parts.at(-1);
    if (text === "") return;
    if (last?.kind === kind) last.text += text;
    else parts.push({ kind, text });
  };
  const lines = diffArrays(linesOf(old), linesOf(now), { maxEditLength: maxEdits });
  const changes = lines ?? [
    { value: [old], removed: true, added: false },
    { value: [now], removed: false, added: true },
  ];
  for (let index = 0; index < changes.length; index++) {
    const change = changes[index];
    const next = changes[index + 1];
    if (!change) continue;
    const text = change.value.join("");
    if (change.removed && next?.added) {
      for (const word of wordChanges(text, next.value.join(""))) add(word.kind, word.text);
      index += 1;
    } else add(change.removed ? "removed" : change.added ? "added" : "same", text);
  }
  return parts;
}

function wordChanges(old: string, now: string): Part[] {
  const changes = diffWordsWithSpace(old, now, { maxEditLength: maxEdits });
  if (!changes) {
    return [
      { kind: "removed", text: old },
      { kind: "added", text: now },
    ];
  }
  return changes.map(({ value, added, removed }) => ({
    kind: added ? "added" : removed ? "removed" : "same",
    text: value,
  }));
}

function linesOf(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

function countWords(parts: Part[], kind: Part["kind"]): number {
  return parts.reduce((sum, part) => sum + (part.kind === kind ? wordsOf(part.text).length : 0), 0);
}

function wordsOf(text: string): string[] {
  return text.match(/\s*\S+/g) ?? [];
}

/** Leaves out the middle of a long unchanged stretch, by whole lines where lines aren't very long. */
export function shortened(part: Part, { first, last }: { first: boolean; last: boolean }): Part[] {
  if (part.kind !== "same" || wordsOf(part.text).length <= wholeUpTo) return [part];
  const lines = linesOf(part.text);
  const head = first ? "" : enough(lines);
  const tail = last ? "" : enough([...lines].reverse(), "from the end");
  const left = part.text.slice(head.length, part.text.length - tail.length);
  const words = wordsOf(left).length;
  if (head.length + tail.length >= part.text.length || words < around) return [part];
  const same = (text: string): Part[] => (text === "" ? [] : [{ kind: "same", text }]);
  return [...same(head), { kind: "gap", text: "", words }, ...same(tail)];
}

/** Whole lines with about `around` words together; of a line that is longer than `wholeUpTo`, as much of it. */
function enough(lines: string[], from?: "from the end"): string {
  let taken = "";
  let count = 0;
  for (const line of lines) {
    const words = wordsOf(line);
    const fits = words.length <= wholeUpTo;
    const some = fits
      ? line
      : from
        ? line.slice(joined(words.slice(0, -around))).trimStart()
        : line.slice(0, joined(words.slice(0, around)));
    taken = from ? some + taken : taken + some;
    count += words.length;
    if (!fits || count >= around) break;
  }
  return taken;
}

function joined(words: string[]): number {
  return words.reduce((sum, word) => sum + word.length, 0);
}
