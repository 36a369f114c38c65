import { memo, type ReactNode } from "react";
import { PlainDay } from "@/components/documents/local-time";
import { classNames } from "@/components/ui/class-names";
import type { Citation, Sentence } from "@/lib/ask/schema";
import { CitationChip } from "./citation-chip";
import { inlineParts } from "./inline-parts";
import { toBlocks } from "./thread";

interface AnswerTextProps {
  sentences: Sentence[];
  citations: Citation[];
  answerId: string | null;
  /** The citation whose passage is open. */
  openMarker: number | null;
  streaming: boolean;
}

/** The sentences of an answer, each with the chips of the passages that prove it. */
export function AnswerText({ sentences, citations, answerId, openMarker, streaming }: AnswerTextProps) {
  const render = (sentence: Sentence) => (
    <SentenceView
      key={sentence.index}
      sentence={sentence}
      citations={citations.filter((citation) => sentence.markers.includes(citation.marker))}
      answerId={answerId}
      openMarker={openMarker !== null && sentence.markers.includes(openMarker) ? openMarker : null}
    />
  );
  return (
    <div className="grid gap-3.5 text-pretty text-read [overflow-wrap:anywhere]" data-streaming={streaming}>
      {toBlocks(sentences).map((block, index) => {
        const key = `${block.kind}-${index}`;
        if (block.kind === "paragraph") return <p key={key}>{block.items.flat().map(render)}</p>;
        const List = block.kind === "numbered" ? "ol" : "ul";
        return (
          <List
            key={key}
            className={classNames(
              "grid gap-1.5 pl-5 marker:text-faint",
              block.kind === "numbered" ? "list-decimal" : "list-disc",
            )}
          >
            {block.items.map((item) => (
              <li key={item[0]?.index} className="pl-1">
                {item.map(render)}
              </li>
            ))}
          </List>
        );
      })}
    </div>
  );
}

interface SentenceViewProps {
  sentence: Sentence;
  citations: Citation[];
  answerId: string | null;
  openMarker: number | null;
}

/** One sentence. Pointing at or focusing one of its chips marks it, without a line of script. */
const SentenceView = memo(
  function SentenceView({ sentence, citations, answerId, openMarker }: SentenceViewProps) {
    const unsupported = sentence.status === "unsupported";
    return (
      <span
        data-status={sentence.status}
        className={classNames(
          "animate-appear rounded-xs box-decoration-clone py-0.5 transition-colors has-[[data-chip]:focus-visible]:bg-mark-soft has-[[data-chip]:hover]:bg-mark-soft has-[[data-chosen=true]]:bg-mark-soft",
          sentence.status === "note" && "text-muted",
        )}
      >
        {sentence.index > 0 && " "}
        <span
          className={
            unsupported ? "underline decoration-caution decoration-dotted underline-offset-4" : undefined
          }
        >
          {sentence.status === "note" ? (
            <NoteText text={sentence.text} />
          ) : (
            inlineParts(sentence.text).map(renderPart)
          )}
        </span>
        {unsupported && (
          <span className="ml-1 whitespace-nowrap rounded-xs bg-caution-soft px-1 text-caution text-xs">
            not proved
          </span>
        )}
        {citations.map((citation) => (
          <CitationChip
            key={citation.marker}
            citation={citation}
            answerId={answerId}
            chosen={citation.marker === openMarker}
          />
        ))}
      </span>
    );
  },
  (a, b) =>
    a.sentence === b.sentence &&
    a.answerId === b.answerId &&
    a.openMarker === b.openMarker &&
    a.citations.length === b.citations.length &&
    a.citations.every((citation, index) => citation === b.citations[index]),
);

/** The product's own note on a document ends in a day, which is written in the reader's language. */
function NoteText({ text }: { text: string }) {
  const [, before, day, after] = /^(.* )(\d{4}-\d{2}-\d{2})(\)?\.)$/s.exec(text) ?? [];
  if (!day) return inlineParts(text).map(renderPart);
  return (
    <>
      {inlineParts(before ?? "").map(renderPart)}
      <PlainDay value={day} className="whitespace-nowrap" />
      {after}
    </>
  );
}

function renderPart(part: ReturnType<typeof inlineParts>[number], index: number): ReactNode {
  const key = `${index}-${part.kind}`;
  if (part.kind === "strong") return <strong key={key}>{part.text}</strong>;
  if (part.kind === "code") {
    return (
      <code key={key} className="rounded-xs bg-sunken px-1 py-0.5 font-mono text-[0.9em]">
        {part.text}
      </code>
    );
  }
  return part.text;
}
