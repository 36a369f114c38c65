import Link from "next/link";

export type EvalsPlace = "runs" | "review" | "feedback";

const places: { place: EvalsPlace; href: string; label: string }[] = [
  { place: "runs", href: "/evals", label: "Runs" },
  { place: "review", href: "/evals/review", label: "Review" },
  { place: "feedback", href: "/evals/feedback", label: "Feedback" },
];

/** The pages of Evals, with how much waits on each. */
export function EvalsNav({
  current,
  suite,
  waiting,
}: {
  current: EvalsPlace | null;
  suite?: string | undefined;
  /** Cases that wait for a person. */
  waiting?: number | undefined;
}) {
  return (
    <nav aria-label="Evals">
      <ul className="flex gap-1">
        {places.map(({ place, href, label }) => (
          <li key={place}>
            <Link
              href={suite === undefined ? href : `${href}?suite=${encodeURIComponent(suite)}`}
              aria-current={place === current ? "page" : undefined}
              className="flex h-9 items-center gap-1.5 whitespace-nowrap rounded-md px-3 text-muted transition-colors hover:bg-hover hover:text-ink aria-[current=page]:bg-accent-soft aria-[current=page]:font-medium aria-[current=page]:text-accent"
            >
              {label}
              {place === "review" && waiting !== undefined && waiting > 0 && (
                <span className="figures text-xs">
                  {waiting}
                  <span className="sr-only"> waiting</span>
                </span>
              )}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
