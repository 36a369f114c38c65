/** A stretch of two texts: in both, or in one alone. */
export interface DiffPart {
  kind: "same" | "added" | "removed" | "gap";
  text: string;
}

/** Two answers as one text: what came in is underlined, what went out is struck through. */
export function WordDiff({ parts }: { parts: DiffPart[] }) {
  return (
    <p className="text-pretty leading-relaxed [overflow-wrap:anywhere]">
      {parts
        .map((part, at) => ({ ...part, at }))
        .map(({ kind, text, at }) => {
          if (kind === "added")
            return (
              <ins key={at} className="rounded-xs bg-accent-soft text-accent underline underline-offset-3">
                <span className="sr-only">[added: </span>
                {text}
                <span className="sr-only">]</span>
              </ins>
            );
          if (kind === "removed")
            return (
              <del key={at} className="rounded-xs bg-danger-soft text-danger line-through">
                <span className="sr-only">[removed: </span>
                {text}
                <span className="sr-only">]</span>
              </del>
            );
          return <span key={at}>{kind === "gap" ? " … " : text}</span>;
        })}
    </p>
  );
}
