// Asks the product one case, as a person would, and keeps everything that came: answer, citations, passages, times.
import type { Access } from "@/db/access";
import { startAnswer } from "@/lib/ask/answer-question";
import type { Answer, ConsideredPassage } from "@/lib/ask/schema";
import { AppError } from "@/lib/errors/app-error";
import { newRequestContext, withRequestContext } from "@/lib/telemetry/context";
import { sliceCodePoints } from "@/lib/text/code-points";
import { type ExpectedPlace, overlaps, type SuiteDocument } from "./resolve-quotes";
import type { EvalConfig, GoldenCase, Got } from "./schema";

export interface AskedCase {
  got: Got;
  refused: boolean;
  confidence: number | null;
  latencyMs: number | null;
  inputTokens: number;
  outputTokens: number;
  traceId: string;
}

/** Never throws for a failure of the product: that is a result with an error. Throws the signal's reason. */
export async function askCase(ask: {
  item: GoldenCase;
  places: ExpectedPlace[];
  documents: Map<string, SuiteDocument>;
  access: Access;
  config: EvalConfig;
  today: string | null;
  signal: AbortSignal;
}): Promise<AskedCase> {
  const { item, config, today, signal, access } = ask;
  const context = newRequestContext();
  let passages: ConsideredPassage[] = [];
  try {
    const answer = await withRequestContext(context, async () => {
      const run = await startAnswer({
        access,
        request: {
          question: item.question,
          ...(item.history && { history: item.history }),
          ...(config.retrieval?.top_k && { top_k: config.retrieval.top_k }),
        },
        requestId: context.requestId,
        traceId: context.traceId,
        signal,
        keep: false,
        cache: false,
        ...(today !== null && { today }),
      });
      for await (const event of run.events()) if (event.type === "passages-found") passages = event.passages;
      return run.completed;
    });
    const seen = config.fault?.kind === "citations-dropped" ? withoutCitations(answer) : answer;
    return {
      got: gotOf(ask, seen, passages),
      refused: seen.refused,
      confidence: seen.confidence,
      latencyMs: seen.latency_ms.total,
      inputTokens: seen.usage.input_tokens,
      outputTokens: seen.usage.output_tokens,
      traceId: context.traceId,
    };
  } catch (error) {
    if (signal.aborted) throw signal.reason;
    const code = error instanceof AppError ? error.code : "internal";
    const message = error instanceof AppError ? error.public : "The product failed.";
    return {
      got: { ...emptyGot, request_id: context.requestId, error: { code, message } },
      refused: false,
      confidence: null,
      latencyMs: null,
      inputTokens: 0,
      outputTokens: 0,
      traceId: context.traceId,
    };
  }
}

/** What came where nothing came. */
export const emptyGot: Got = {
  answer: "",
  sentences: [],
  reason: null,
  searched_for: "",
  citations: [],
  passages: [],
  latency_ms: {},
  warnings: [],
  model: "",
  prompt_version: "",
  request_id: "",
  error: null,
  judgement: null,
};

/** A planted fault: what an answer looks like when its citations get lost on the way. */
function withoutCitations(answer: Answer): Answer {
  return {
    ...answer,
    citations: [],
    answer: answer.answer.replaceAll(/\s*\[\d+\]/g, ""),
    sentences: answer.sentences.map((sentence) => ({ ...sentence, markers: [] })),
  };
}

function gotOf(ask: Parameters<typeof askCase>[0], answer: Answer, passages: ConsideredPassage[]): Got {
  const { item, places, documents } = ask;
  const byId = new Map([...documents.values()].map((document) => [document.documentId, document]));
  const inPlace = (documentId: string, range: { start: number; end: number }) =>
    places.filter((place) => place.documentId === documentId && overlaps(range, place));
  return {
    answer: answer.answer,
    sentences: answer.sentences.map(({ text, markers, status }) => ({ text, markers, status })),
    reason: answer.reason,
    searched_for: answer.searched_for,
    citations: answer.citations.map((citation) => {
      const stored = byId.get(citation.document_id);
      return {
        marker: citation.marker,
        document: stored?.document ?? citation.uri,
        title: citation.title,
        document_id: citation.document_id,
        version_id: citation.version_id,
        page: citation.page,
        section: citation.section,
        quote: citation.quote,
        start: citation.start,
        end: citation.end,
        exact:
          stored !== undefined &&
          sliceCodePoints(stored.text, citation.start, citation.end) === citation.quote,
        hit: item.expect === "refuse" ? null : inPlace(citation.document_id, citation).length > 0,
      };
    }),
    passages: passages.map((passage) => {
      const held = inPlace(passage.document_id, passage);
      return {
        rank: passage.rank,
        document: byId.get(passage.document_id)?.document ?? passage.uri,
        title: passage.title,
        chunk_id: passage.chunk_id,
        page: passage.page,
        section: passage.section,
        text: passage.text,
        score: passage.score,
        use: passage.use,
        hit: held.length > 0,
        groups: [...new Set(held.map(({ group }) => group))],
      };
    }),
    latency_ms: answer.latency_ms,
    warnings: answer.warnings,
    model: answer.model,
    prompt_version: answer.prompt_version,
    request_id: answer.request_id,
    error: null,
    judgement: null,
  };
}
