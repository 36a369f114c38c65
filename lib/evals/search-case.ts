// A case of a retrieval suite: search alone is asked, and documents are ranked by their best passage.
import type { Access } from "@/db/access";
import { AppError } from "@/lib/errors/app-error";
import { search } from "@/lib/retrieval/search";
import { newRequestContext, withRequestContext } from "@/lib/telemetry/context";
import { type AskedCase, emptyGot } from "./ask-case";
import { type ExpectedPlace, overlaps, type SuiteDocument } from "./resolve-quotes";
import type { EvalConfig, GoldenCase } from "./schema";

/** Passages that are looked at for ten documents; several may be of one. */
const searched = 50;
const ranked = 10;

/** Never throws for a failure of the product: that is a result with an error. Throws the signal's reason. */
export async function searchCase(of: {
  item: GoldenCase;
  places: ExpectedPlace[];
  documents: Map<string, SuiteDocument>;
  access: Access;
  config: EvalConfig;
  signal: AbortSignal;
}): Promise<AskedCase> {
  const { item, places, access, signal } = of;
  const context = newRequestContext();
  const base = {
    refused: false,
    confidence: null,
    inputTokens: 0,
    outputTokens: 0,
    traceId: context.traceId,
  };
  try {
    const found = await withRequestContext(context, () =>
      search({
        access,
        request: { query: item.question, top_k: of.config.retrieval?.top_k ?? searched },
        signal,
      }),
    );
    const names = new Map([...of.documents.values()].map((one) => [one.documentId, one.document]));
    const seen = new Set<string>();
    const first = found.results.filter(({ document_id }) => !seen.has(document_id) && seen.add(document_id));
    const passages = first.slice(0, ranked).map((passage, index) => {
      const held = places.filter(
        (place) => place.documentId === passage.document_id && overlaps(passage, place),
      );
      return {
        rank: index + 1,
        document: names.get(passage.document_id) ?? passage.uri,
        title: passage.title,
        chunk_id: passage.chunk_id,
        page: passage.page,
        section: passage.section,
        text: passage.text,
        score: passage.score,
        use: "found",
        hit: held.length > 0,
        groups: [...new Set(held.map(({ group }) => group))],
      };
    });
    const { total_ms: total, ...parts } = found.latency_ms;
    return {
      ...base,
      got: {
        ...emptyGot,
        passages,
        searched_for: item.question,
        latency_ms: { total, ...parts },
        model: found.ranker,
        request_id: context.requestId,
      },
      latencyMs: total,
    };
  } catch (error) {
    if (signal.aborted) throw signal.reason;
    const known = error instanceof AppError ? error : undefined;
    const failure = { code: known?.code ?? "internal", message: known?.public ?? "The product failed." };
    return { ...base, got: { ...emptyGot, request_id: context.requestId, error: failure }, latencyMs: null };
  }
}
