import type {
  Approval,
  ApprovalState,
  ArgumentOrigin,
  RunState,
  StepState,
  ToolName,
} from "@/lib/agent/schema";

/** Each tool as people call it. */
export const toolWords: Record<ToolName, string> = {
  search_documents: "Search the documents",
  summarize_documents: "Summarise documents",
  list_sources: "List the sources",
  open_document: "Open a document",
  compare_documents: "Compare two documents",
  publish_document: "Publish a document",
  change_document: "Change a document",
  retire_document: "Retire a document",
  tag_documents: "Tag documents",
  move_documents: "Move documents",
  call_webhook: "Call another service",
};

/** How much can go wrong, in a word or two. */
export const riskWords: Record<Approval["risk"], { name: string; tone: Tone }> = {
  low: { name: "Low risk", tone: "neutral" },
  medium: { name: "Medium risk", tone: "caution" },
  high: { name: "High risk", tone: "danger" },
};

const whatCanGoWrong: Partial<Record<ToolName, string>> = {
  publish_document: "It adds to what answers stand on. It can be taken out of use again.",
  change_document: "It changes what answers stand on. The version before stays and can be compared.",
  retire_document: "It takes the document out of answers and searches. It can be restored for a short while.",
  tag_documents: "It is easily undone, and the same people read the documents as before.",
  move_documents: "It changes who may read these documents.",
  call_webhook: "It leaves this server and can't be taken back.",
};

/** What can go wrong with this request, in a sentence or two. */
export function riskWhy({ tool, flags }: Pick<Approval, "tool" | "flags">): string {
  const own = whatCanGoWrong[tool] ?? "";
  return flags.length > 0 ? `${own} It stands on text that is in doubt.` : own;
}

type Tone = "neutral" | "accent" | "caution" | "danger" | "outline";

export const approvalStateWords: Record<ApprovalState, { name: string; tone: Tone }> = {
  pending: { name: "Waits", tone: "accent" },
  approved: { name: "Approved, not done yet", tone: "accent" },
  executing: { name: "Being done", tone: "accent" },
  done: { name: "Done", tone: "accent" },
  denied: { name: "Denied", tone: "neutral" },
  expired: { name: "Expired", tone: "neutral" },
  withdrawn: { name: "Taken back", tone: "neutral" },
  conflict: { name: "Changed meanwhile, decide again", tone: "caution" },
  failed: { name: "Failed", tone: "danger" },
  outcome_unknown: { name: "Outcome unknown", tone: "danger" },
};

export const flagWords: Record<ArgumentOrigin["flags"][number], { name: string; about: string }> = {
  untrusted_source: {
    name: "Source not marked as trusted",
    about: "It stands on a document of a source that nobody marked as trusted.",
  },
  contains_instructions: {
    name: "Reads like instructions",
    about: "It stands on a passage with text that reads like orders to a machine.",
  },
  outside_link: {
    name: "Leads elsewhere",
    about: "It holds a link, image or address that whoever asked didn't name.",
  },
  made_up: {
    name: "The model's own idea",
    about: "Whoever asked didn't name it, and no document that was read says it in full.",
  },
};

/** Words of a flag, also of one that this page doesn't know yet. */
export function flagWord(flag: string): { name: string; about: string } {
  return flagWords[flag as keyof typeof flagWords] ?? { name: flag.replaceAll("_", " "), about: "" };
}

export const runStateWords: Record<RunState, { name: string; tone: Tone }> = {
  queued: { name: "Starts soon", tone: "neutral" },
  running: { name: "Working", tone: "accent" },
  asking: { name: "Asks you something", tone: "caution" },
  waiting: { name: "Waits for an approver", tone: "caution" },
  completed: { name: "Finished", tone: "neutral" },
  failed: { name: "Failed", tone: "danger" },
  stopped: { name: "Stopped", tone: "neutral" },
};

export const stepStateWords: Record<StepState, { name: string; tone: Tone }> = {
  planned: { name: "Planned", tone: "outline" },
  running: { name: "Working", tone: "accent" },
  waiting: { name: "Waits for an approver", tone: "caution" },
  done: { name: "Done", tone: "neutral" },
  denied: { name: "Denied", tone: "caution" },
  refused: { name: "Refused", tone: "caution" },
  failed: { name: "Failed", tone: "danger" },
  conflict: { name: "Changed meanwhile", tone: "caution" },
  expired: { name: "Expired", tone: "caution" },
  unknown: { name: "Outcome unknown", tone: "danger" },
};

/** Names that say what a tool takes rather than what a person sees. */
const plainNames: Record<string, string> = {
  document_id: "document",
  document_ids: "document",
  add: "tag to add",
  remove: "tag to remove",
  edits: "replacement",
  find: "words that go",
  replace: "words that come",
  first: "first document",
  second: "second document",
  query: "looked for",
  most: "at most",
  target: "service",
  body: "what is sent",
};

/** `document_ids.0` as a person reads it: "Document 1"; `edits.0.find`: "Replacement 1, words that go". */
export function argumentWords(path: string): string {
  const words = path
    .split(".")
    .map((part) => plainNames[part] ?? part.replaceAll("_", " "))
    .reduce((told, part) => (/^\d+$/.test(part) ? `${told} ${Number(part) + 1}` : `${told}, ${part}`));
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** What an approval is about, in a line: the title, the documents or the service. */
export function subjectOf({ preview, hidden }: Pick<Approval, "preview" | "hidden">): string {
  if (hidden || !preview) return "Stands on documents that you may not read";
  switch (preview.kind) {
    case "document":
    case "change":
      return preview.title;
    case "documents": {
      const titles = preview.documents.map(({ title }) => title).join(", ");
      // The tool's own name says that one already.
      if (preview.action === "Retire") return titles;
      return titles === "" ? preview.action : `${preview.action}: ${titles}`;
    }
    case "request":
      return preview.target;
  }
}
