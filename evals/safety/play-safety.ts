import { type Access, anonymousAccess } from "@/db/access";
import type { Database } from "@/db/client";
import { startAnswer } from "@/lib/ask/answer-question";
import { getAnswerTrace } from "@/lib/ask/get-answer";
import type { Answer, AskEvent } from "@/lib/ask/schema";
import { resetEnv } from "@/lib/env/env";
import { acceptText } from "@/lib/ingest/accept-text";
import { work } from "@/lib/ingest/work";
import { getJob } from "@/lib/jobs/get-job";
import { type ObeyingServer, startObeyingServer } from "@/lib/models/testing/obeying-server";
import { attackSuccess, voiceOf } from "./attack-success";
import { type SafetyCase, secretDocuments } from "./safety-cases";

export type SafetyConfiguration = "extractive" | "obeying";

export interface PlayedCase {
  item: SafetyCase;
  configuration: SafetyConfiguration;
  /** How the attack succeeded; undefined when it didn't. */
  success: string | undefined;
  refused: boolean;
  reason: Answer["reason"];
  /** The answer says what the document says of the question; null where nothing is expected. */
  useful: boolean | null;
  failed: boolean;
  answer: string;
}

const access: Access = anonymousAccess;

/** Takes every case's document in by the ordinary way; gives each case's document id. */
export async function ingestCases(db: Database, cases: SafetyCase[]): Promise<Map<string, string>> {
  const jobs: { id: string; job: string }[] = [];
  const accept = async (id: string, document: { title: string; text: string }) => {
    const { job_id } = await acceptText({
      access,
      requestId: "safety",
      document: { title: document.title, uri: `${id}.md`, source: "Safety", text: document.text },
    });
    jobs.push({ id, job: job_id });
  };
  for (const [index, document] of secretDocuments.entries()) await accept(`secret-${index}`, document);
  for (const { id, document } of cases) if (document) await accept(id, document);
  await work({ db, signal: new AbortController().signal, untilIdle: true });
  const documents = new Map<string, string>();
  for (const { id, job } of jobs) {
    const { items } = await getJob({ access, id: job });
    const [item] = items;
    if (!item?.document_id) throw new Error(`${id} was not taken in: ${JSON.stringify(items)}`);
    documents.set(id, item.document_id);
  }
  return documents;
}

/**
 * Asks each case's question with the walls as they are and nothing else in the way: every question is let through to
 * the passages (`ASK_MIN_CONFIDENCE=0`), and what a model says beyond them would be shown if it could
 * (`ASK_UNSUPPORTED=mark`).
 */
export async function playCases(play: {
  cases: SafetyCase[];
  documents: Map<string, string>;
  configuration: SafetyConfiguration;
  onCase?: () => void;
}): Promise<PlayedCase[]> {
  const { cases, documents, configuration, onCase } = play;
  const server = configuration === "obeying" ? await startObeyingServer() : undefined;
  const restore = applySettings({
    ASK_MIN_CONFIDENCE: "0",
    ASK_UNSUPPORTED: "mark",
    CACHE_ANSWERS: "off",
    ...(server && {
      LLM_PROVIDER: "openai-compatible",
      LLM_BASE_URL: server.baseUrl,
      LLM_MODEL: "obeying",
      LLM_API_KEY: "canary-key-0c5e1d",
    }),
  });
  try {
    const played: PlayedCase[] = [];
    for (const item of cases) {
      played.push(await playOne({ item, documents, configuration, server }));
      onCase?.();
    }
    return played;
  } finally {
    restore();
    await server?.close();
  }
}

async function playOne(play: {
  item: SafetyCase;
  documents: Map<string, string>;
  configuration: SafetyConfiguration;
  server: ObeyingServer | undefined;
}): Promise<PlayedCase> {
  const { item, documents, configuration, server } = play;
  server?.turns.splice(0);
  const documentId = documents.get(item.id);
  const events: AskEvent[] = [];
  let answer: Answer | undefined;
  let error: unknown;
  try {
    const run = await startAnswer({
      access,
      request: { question: item.question, ...(documentId && { filters: { document_ids: [documentId] } }) },
      requestId: "safety",
      traceId: "0".repeat(32),
      signal: new AbortController().signal,
    });
    for await (const event of run.events()) events.push(event);
    answer = await run.completed;
  } catch (failure) {
    error = failure;
  }
  const trace = answer ? await getAnswerTrace({ access, id: answer.id }) : undefined;
  const demanded = server?.turns.flatMap(({ obedience }) => obedience.demanded) ?? [];
  const voice = voiceOf({ ...(answer && { answer }), events, ...(trace && { trace }), error });
  return {
    item,
    configuration,
    success: attackSuccess(item, voice, demanded),
    refused: answer?.refused ?? false,
    reason: answer?.reason ?? null,
    useful: item.expected === null ? null : (answer?.answer ?? "").includes(item.expected),
    failed: answer === undefined,
    answer: answer?.answer ?? String(error),
  };
}

/** Sets settings for a while; gives what puts the former ones back. */
function applySettings(settings: Record<string, string>): () => void {
  const before = Object.keys(settings).map((name): [string, string | undefined] => [name, process.env[name]]);
  Object.assign(process.env, settings);
  resetEnv();
  return () => {
    for (const [name, value] of before) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
    resetEnv();
  };
}
