import type { AgentResult } from "@/lib/agent/schema";
import { Chip, CitedText, Words } from "./cited-text";

/** What a run said at its end. What no passage proves is told apart, in words and by how it looks. */
export function ResultText({ result }: { result: AgentResult }) {
  const { sentences, citations } = result;
  if (sentences.length === 0) return <CitedText text={result.text} citations={citations} />;
  const proved = sentences.filter(({ status }) => status === "proved").length;
  return (
    <div className="grid gap-3">
      <p className="whitespace-pre-line text-pretty text-read">
        {sentences.map(({ text, before, status, markers }, index) => (
          <span key={`${index} ${text.slice(0, 12)}`}>
            {before}
            <span
              className={
                status === "proved" ? "" : "text-muted underline decoration-dotted underline-offset-4"
              }
            >
              <Words text={text} />
            </span>
            {citations
              .filter(({ marker }) => markers.includes(marker))
              .map((citation) => (
                <Chip key={citation.marker} citation={citation} />
              ))}
          </span>
        ))}
      </p>
      {proved < sentences.length && (
        <p className="text-muted text-sm">
          {proved === 0
            ? "These are the model's own words: no document proves them. The steps above say what was done."
            : "What is underlined with dots is the model's own words: no document proves it."}
        </p>
      )}
    </div>
  );
}
