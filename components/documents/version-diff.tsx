import { plural } from "@/components/ui/plural";
import type { DocumentDiff } from "@/lib/documents/schema";

/** Two versions as one text: what came in is marked, what went out is struck through. */
export function VersionDiff({ diff }: { diff: DocumentDiff }) {
  if (diff.words_added + diff.words_removed === 0) {
    return (
      <p className="text-muted">
        The words of version {diff.from.number} and version {diff.to.number} are the same. Something else
        about the file changed.
      </p>
    );
  }
  return (
    <>
      <p className="mb-6 flex flex-wrap gap-4 text-muted text-sm">
        <span>
          <ins className={added}>added</ins> in version {diff.to.number}
        </span>
        <span>
          <del className={removed}>removed</del> from version {diff.from.number}
        </span>
      </p>
      <div className="quoted whitespace-pre-wrap [overflow-wrap:anywhere]">
        {positions(diff.parts).map(({ part, at }) => {
          switch (part.kind) {
            case "added":
              return (
                <ins key={at} className={added}>
                  <span className="sr-only">[added: </span>
                  {part.text}
                  <span className="sr-only">]</span>
                </ins>
              );
            case "removed":
              return (
                <del key={at} className={removed}>
                  <span className="sr-only">[removed: </span>
                  {part.text}
                  <span className="sr-only">]</span>
                </del>
              );
            case "gap":
              return (
                <span
                  key={at}
                  className="my-4 flex items-center gap-3 font-sans text-muted text-xs before:h-px before:flex-1 before:bg-line after:h-px after:flex-1 after:bg-line"
                >
                  {plural(part.words ?? 0, "word")} without a change
                </span>
              );
            default:
              return <span key={at}>{part.text}</span>;
          }
        })}
      </div>
    </>
  );
}

const added =
  "rounded-xs bg-accent-soft text-accent decoration-1 underline underline-offset-3 box-decoration-clone";
const removed = "rounded-xs bg-danger-soft text-danger line-through decoration-1 box-decoration-clone";

/** Each part with where it stands in the row, which is what it is known by. */
function positions(parts: DocumentDiff["parts"]): { part: DocumentDiff["parts"][number]; at: number }[] {
  return parts.map((part, at) => ({ part, at }));
}
