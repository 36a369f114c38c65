import { CheckIcon, XIcon } from "lucide-react";
import { Badge } from "@/components/ui/badge";
import type { GoldenCase, Got } from "@/lib/evals/schema";

/** What was expected of an answer and what came, side by side. */
export function ExpectedAndGot({ expected, got }: { expected: GoldenCase; got: Got }) {
  return (
    <div className="grid gap-4 lg:grid-cols-2">
      <section
        aria-label="Expected"
        className="grid content-start gap-3 rounded-lg border bg-surface p-4 shadow-card"
      >
        <h2 className="font-semibold">Expected</h2>
        <ExpectedBody item={expected} />
      </section>
      <section
        aria-label="Got"
        className="grid content-start gap-3 rounded-lg border bg-surface p-4 shadow-card"
      >
        <h2 className="font-semibold">Got</h2>
        {got.error && (
          <p className="text-danger">
            No answer came: {got.error.message} <code className="font-mono text-sm">{got.error.code}</code>
          </p>
        )}
        {got.answer && <p className="text-pretty text-read [overflow-wrap:anywhere]">{got.answer}</p>}
        {got.reason && <p className="text-muted">Reason given: {got.reason}</p>}
        {got.citations.length > 0 && (
          <ol className="grid gap-3" aria-label="Citations">
            {got.citations.map((citation) => (
              <li key={citation.marker} className="grid gap-1">
                <p className="flex flex-wrap items-center gap-1.5 text-sm">
                  <span className="figures font-medium">[{citation.marker}]</span>
                  <span className="[overflow-wrap:anywhere]">{citation.document}</span>
                  <Sign good={citation.exact}>{citation.exact ? "quote exact" : "quote not exact"}</Sign>
                  {citation.hit !== null && (
                    <Sign good={citation.hit}>{citation.hit ? "expected passage" : "another passage"}</Sign>
                  )}
                </p>
                <blockquote className="quoted rounded-sm border-mark-line border-l-2 bg-mark-soft px-3 py-1.5 [overflow-wrap:anywhere]">
                  {citation.quote}
                </blockquote>
              </li>
            ))}
          </ol>
        )}
        {got.judgement && (
          <p className="text-muted text-sm">
            The judge ({got.judgement.model}, rubric {got.judgement.rubric}) says {got.judgement.verdict}:{" "}
            {got.judgement.reason}
          </p>
        )}
      </section>
    </div>
  );
}

/** What a case expects: a refusal, or an answer with passages, key points and what must not be said. */
export function ExpectedBody({ item }: { item: GoldenCase }) {
  return (
    <>
      {item.expect === "refuse" ? (
        <p>A refusal: the documents don’t tell, or the asker may not see it.</p>
      ) : (
        <ul className="grid gap-3" aria-label="Expected passages">
          {item.expected.map(({ document, quote, group }) => (
            <li key={`${document} ${quote}`} className="grid gap-1">
              <p className="flex flex-wrap items-center gap-1.5 text-sm">
                <span className="[overflow-wrap:anywhere]">{document}</span>
                {group && <Badge tone="outline">one of group {group}</Badge>}
              </p>
              <blockquote className="quoted rounded-sm border-mark-line border-l-2 bg-mark-soft px-3 py-1.5 [overflow-wrap:anywhere]">
                {quote}
              </blockquote>
            </li>
          ))}
        </ul>
      )}
      <Points title="Key points" points={item.key_points} />
      <Points title="Must not be said" points={item.forbidden_claims} />
      <Points title="Planted, not to be followed" points={item.planted} />
      {item.planted_in && <p className="text-muted text-sm">Planted in {item.planted_in}</p>}
      {item.forbidden_sources.length > 0 && (
        <p className="text-muted text-sm">The asker may not read: {item.forbidden_sources.join(", ")}</p>
      )}
    </>
  );
}

function Points({ title, points }: { title: string; points: (string | string[])[] }) {
  if (points.length === 0) return null;
  return (
    <div>
      <h3 className="text-muted text-sm">{title}</h3>
      <ul className="list-disc pl-5">
        {points.map((point) => {
          const words = typeof point === "string" ? point : point.join(" or ");
          return <li key={words}>{words}</li>;
        })}
      </ul>
    </div>
  );
}

function Sign({ good, children }: { good: boolean; children: string }) {
  return (
    <Badge tone={good ? "accent" : "danger"}>
      {good ? <CheckIcon aria-hidden /> : <XIcon aria-hidden />}
      {children}
    </Badge>
  );
}
