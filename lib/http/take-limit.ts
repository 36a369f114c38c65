import { AppError } from "@/lib/errors/app-error";
import type { LimitClass, RateDecision } from "@/lib/limits/schema";
import { subjectOf } from "@/lib/limits/subject-of";
import { takeRate } from "@/lib/limits/take-rate";
import type { Caller } from "./caller";

const what: Record<LimitClass, string> = {
  ask: "questions",
  search: "searches",
  ingest: "uploads",
  read: "requests",
  sign_in: "attempts",
};

/** Counts a request of the caller's. Throws `rate_limited` when there were too many; `onDecision` is told first. */
export async function takeLimit(
  { limitClass, caller }: { limitClass: LimitClass; caller: Pick<Caller, "principal" | "origin"> },
  onDecision: (decision: RateDecision) => void = () => {},
): Promise<void> {
  const subject = subjectOf({ principal: caller.principal, address: caller.origin.address });
  const decision = await takeRate({ limitClass, subject });
  if (!decision) return;
  onDecision(decision);
  if (decision.allowed) return;
  const { limit, resetSeconds } = decision;
  throw new AppError("rate_limited", {
    public: `More than ${limit} ${what[limitClass]} in a minute. Try again in ${resetSeconds} ${resetSeconds === 1 ? "second" : "seconds"}.`,
    retryAfterSeconds: resetSeconds,
  });
}

/** `RateLimit` and `RateLimit-Policy` after the IETF draft (draft-ietf-httpapi-ratelimit-headers-10). */
export function rateLimitHeaders(decision: RateDecision): [string, string][] {
  const { limitClass, limit, windowSeconds, remaining, resetSeconds } = decision;
  return [
    ["ratelimit-policy", `"${limitClass}";q=${limit};w=${windowSeconds}`],
    ["ratelimit", `"${limitClass}";r=${remaining};t=${resetSeconds}`],
  ];
}
