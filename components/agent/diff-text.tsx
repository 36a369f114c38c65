import { plural } from "@/components/ui/plural";
import type { DocumentDiff } from "@/lib/documents/schema";

type Part = DocumentDiff["parts"][number];

/** One text that holds both: what comes in is underlined, what goes out is struck through, long rests are left out. */
export function DiffText({ parts, className }: { parts: Part[]; className?: string }) {
  return (
    <div className={className}>
      {positions(parts).map(({ part, at }) => {
        if (part.kind === "gap")
          return (
            <span
              key={at}
              className="my-4 flex items-center gap-3 font-sans text-muted text-xs before:h-px before:flex-1 before:bg-line after:h-px after:flex-1 after:bg-line"
            >
              {plural(part.words ?? 0, "word")} without a change
            </span>
          );
        if (part.kind === "same") return <span key={at}>{part.text}</span>;
        const Mark = part.kind === "added" ? "ins" : "del";
        return (
          <Mark
            key={at}
            className={
              part.kind === "added"
                ? "rounded-xs bg-accent-soft box-decoration-clone text-accent underline decoration-1 underline-offset-3"
                : "rounded-xs bg-danger-soft box-decoration-clone text-danger line-through decoration-1"
            }
          >
            <span className="sr-only">[{part.kind}: </span>
            {part.text}
            <span className="sr-only">]</span>
          </Mark>
        );
      })}
    </div>
  );
}

/** Each part with where it stands in the row, which is what it is known by. */
function positions(parts: Part[]): { part: Part; at: number }[] {
  return parts.map((part, at) => ({ part, at }));
}
