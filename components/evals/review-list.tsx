import { LocalTime } from "@/components/documents/local-time";
import { Badge } from "@/components/ui/badge";
import type { Review } from "@/lib/evals/schema";

const tones = { right: "accent", wrong: "danger", unclear: "caution" } as const;

/** What reviewers said. */
export function ReviewList({ reviews }: { reviews: Review[] }) {
  if (reviews.length === 0) return <p className="text-muted">Nobody has looked at it yet.</p>;
  return (
    <ul className="grid gap-2">
      {reviews.map((review) => (
        <li key={review.id} className="grid gap-0.5">
          <p className="flex flex-wrap items-center gap-2">
            <Badge tone={tones[review.verdict]}>{review.verdict}</Badge>
            <span className="font-medium">{review.reviewer_name || review.reviewer}</span>
            <LocalTime value={review.updated_at} className="text-muted text-sm" />
            {review.stale && (
              <span className="text-muted text-sm">said of an earlier wording of the case</span>
            )}
          </p>
          {review.comment && (
            <p className="text-pretty text-muted [overflow-wrap:anywhere]">{review.comment}</p>
          )}
        </li>
      ))}
    </ul>
  );
}
