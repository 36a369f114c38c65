/** One thing that a person wants done. `words` is the part of the request that it was understood from. */
export type Goal =
  | { intent: "search"; words: string; topic: string }
  | { intent: "summarize"; words: string; topic: string; isQuestion: boolean }
  | { intent: "sources"; words: string }
  | { intent: "open"; words: string }
  | { intent: "compare"; words: string }
  | {
      intent: "publish";
      words: string;
      title: string | null;
      text: string | null;
      topic: string | null;
      faq: boolean;
    }
  | { intent: "change"; words: string; find: string | null; replace: string | null }
  | { intent: "retire"; words: string }
  | { intent: "tag"; words: string; tags: string[]; remove: boolean; maybe?: string | null }
  | { intent: "move"; words: string }
  | { intent: "webhook"; words: string; service: string | null; message: string | null }
  | { intent: "none"; words: string; german?: boolean };
export type Intent = Goal["intent"];
