import type { Answer, AskEvent, Citation, ConsideredPassage, Sentence } from "@/lib/ask/schema";
import type { ConversationDetail, Message } from "@/lib/conversations/schema";
import type { Problem } from "@/lib/http/schema";

export type Feedback = NonNullable<Message["feedback"]>;

/** A question and what came of it so far. Replaced as a whole when something arrives, so that others stay as they are. */
export interface Turn {
  key: string;
  question: string;
  state: "asking" | "streaming" | "done" | "stopped" | "failed";
  searched: { for: string; documents: number; sources: number; passages: ConsideredPassage[] } | null;
  sentences: Sentence[];
  citations: Citation[];
  answerId: string | null;
  requestId: string | null;
  answer: Answer | null;
  problem: Problem | null;
  feedback: Feedback | null;
}

/** What narrows a question: sources by id, or certain documents. */
export interface AskScope {
  sources: string[];
  documents: { id: string; title: string }[];
}

export interface Thread {
  conversationId: string | null;
  title: string | null;
  turns: Turn[];
}

export const emptyThread: Thread = { conversationId: null, title: null, turns: [] };

/** A turn that was just asked. */
export function newTurn(key: string, question: string): Turn {
  return {
    key,
    question,
    state: "asking",
    searched: null,
    sentences: [],
    citations: [],
    answerId: null,
    requestId: null,
    answer: null,
    problem: null,
    feedback: null,
  };
}

/** The turn after one event of its stream. */
export function applyEvent(turn: Turn, event: AskEvent): Turn {
  switch (event.type) {
    case "answer-started":
      return { ...turn, answerId: event.answer_id, requestId: event.request_id };
    case "passages-found":
      return {
        ...turn,
        searched: {
          for: event.searched_for,
          documents: event.documents_searched,
          sources: event.sources_searched,
          passages: event.passages,
        },
      };
    case "citation-added":
      return { ...turn, citations: [...turn.citations, event.citation] };
    case "sentence-added":
      return { ...turn, state: "streaming", sentences: [...turn.sentences, event.sentence] };
    case "answer-completed":
      return { ...turn, ...fromAnswer(event.answer), state: "done" };
    case "answer-failed":
      return { ...turn, state: "failed", problem: { ...event.problem, instance: "/api/ask" } };
  }
}

/** A kept conversation as a thread: each question with the answer that follows it. */
export function toThread(detail: ConversationDetail): Thread {
  const turns: Turn[] = [];
  for (const message of detail.messages) {
    if (message.role === "user") {
      turns.push({ ...newTurn(message.id, message.text), state: "stopped" });
      continue;
    }
    const last = turns.at(-1);
    if (!last || last.answer || !message.answer) continue;
    turns[turns.length - 1] = {
      ...last,
      ...fromAnswer(message.answer),
      state: "done",
      feedback: message.feedback,
    };
  }
  return { conversationId: detail.id, title: detail.title, turns };
}

function fromAnswer(answer: Answer): Partial<Turn> {
  return {
    answer,
    answerId: answer.id,
    requestId: answer.request_id,
    sentences: answer.sentences,
    citations: answer.citations,
  };
}

/** A paragraph or a list of an answer. */
export type AnswerBlock = { kind: "paragraph" | "list" | "numbered"; items: Sentence[][] };

const laterItem = /\n\s*(?:([-*•])|\d+[.)])\s*$/;
/** An answer may begin with a list: no line ends before its first item. */
const firstItem = /^\s*(?:([-*•])|\d+[.)])\s*$/;

/** Sentences put back into the paragraphs and lists that `before` describes. */
export function toBlocks(sentences: Sentence[]): AnswerBlock[] {
  const blocks: AnswerBlock[] = [];
  for (const sentence of sentences) {
    const last = blocks.at(-1);
    const item = (last ? laterItem : firstItem).exec(sentence.before);
    if (item) {
      const kind = item[1] ? "list" : "numbered";
      if (last?.kind === kind) last.items.push([sentence]);
      else blocks.push({ kind, items: [[sentence]] });
    } else if (!last || sentence.before.includes("\n\n")) {
      blocks.push({ kind: "paragraph", items: [[sentence]] });
    } else {
      last.items.at(-1)?.push(sentence);
    }
  }
  return blocks;
}
