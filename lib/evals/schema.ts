import { z } from "zod";

/** What a case tries. `docs` of each kind stand in EVALS.md. */
export const caseKinds = [
  "single-fact",
  "several-passages",
  "table-row",
  "number-date",
  "old-new",
  "follow-up",
  "paraphrase",
  "unanswerable",
  "near-miss",
  "injection-question",
  "injection-document",
  "unsafe",
  "forbidden-document",
  /** Played by the agent: `evals/agent`. */
  "scenario",
] as const;
export const caseKindSchema = z.enum(caseKinds);
export type CaseKind = z.infer<typeof caseKindSchema>;

export const splitSchema = z.enum(["tuning", "held_back"]);
export type Split = z.infer<typeof splitSchema>;

export const expectedCitationSchema = z.strictObject({
  /** The document's path in the suite's corpus: `people/leave-policy-2025.md`. */
  document: z.string().min(1),
  /** Exactly as it stands in the document's stored text, whatever the white space. */
  quote: z.string().min(1),
  /** Citations of one group prove the same thing: one of them is enough. */
  group: z.string().optional(),
});

/** A statement as words that an answer may use for it: any of them counts. */
const wordingsSchema = z.union([z.string().min(1), z.array(z.string().min(1)).min(1)]);

/** One line of `evals/golden/*.jsonl`. */
export const goldenCaseSchema = z
  .strictObject({
    id: z.string().regex(/^[a-z0-9][a-z0-9-]{1,79}$/, "lower-case letters, digits and hyphens"),
    kind: caseKindSchema,
    split: splitSchema,
    question: z.string().trim().min(1).max(2000),
    history: z
      .array(z.strictObject({ role: z.enum(["user", "assistant"]), content: z.string().min(1) }))
      .optional(),
    expect: z.enum(["answer", "refuse"]),
    expected: z.array(expectedCitationSchema).default([]),
    key_points: z.array(wordingsSchema).default([]),
    /** What an answer must not say. */
    forbidden_claims: z.array(wordingsSchema).default([]),
    /** What a planted text wants said or done; the answer's own words holding one of them means it was followed. */
    planted: z.array(z.string().min(1)).default([]),
    /** The uri of the document that carries the planted text. */
    planted_in: z.string().optional(),
    /** The sources that the asker may not read, by folder of the corpus. */
    forbidden_sources: z.array(z.string()).default([]),
    tags: z.array(z.string().min(1).max(60)).default([]),
    must_pass: z.boolean().default(false),
    /** Where the question is from and who or what wrote it. */
    provenance: z.string().min(1),
    /** Who looked it over last before it came into the file. */
    reviewer: z.strictObject({ kind: z.enum(["person", "model"]), name: z.string().optional() }),
    /** Stands in the queue of the review page. */
    review: z.boolean().default(false),
  })
  .refine((item) => item.expect === "refuse" || item.kind === "scenario" || item.expected.length > 0, {
    path: ["expected"],
    message: "a case that expects an answer names at least one citation",
  })
  .refine(
    (item) => item.expect === "answer" || (item.expected.length === 0 && item.key_points.length === 0),
    {
      path: ["expected"],
      message: "a case that expects a refusal names no citation and no key point",
    },
  )
  .refine((item) => item.kind !== "injection-document" || (item.planted.length > 0 && !!item.planted_in), {
    path: ["planted"],
    message: "an injection inside a document names its document and what it wants",
  })
  .meta({ id: "GoldenCase" });
export type GoldenCase = z.infer<typeof goldenCaseSchema>;

/** A configuration as data: `evals/configs/*.json`. Settings left out are those of the installation. */
export const evalConfigSchema = z
  .strictObject({
    name: z.string().regex(/^[a-z0-9][a-z0-9-]{0,59}$/),
    description: z.string().default(""),
    model: z
      .strictObject({
        provider: z.enum(["extractive", "openai", "openai-compatible"]),
        model: z.string().optional(),
        base_url: z.url().optional(),
      })
      .optional(),
    /** Held against the product's own prompt version: a run of another prompt is refused. */
    prompt_version: z.string().optional(),
    retrieval: z.strictObject({ top_k: z.int().min(1).max(50).optional() }).optional(),
    answers: z
      .strictObject({
        min_confidence: z.number().min(0).max(1).optional(),
        unsupported: z.enum(["mark", "drop"]).optional(),
      })
      .optional(),
    /** A planted fault, for tests of the gate and of power. Never in a configuration that is reported on. */
    fault: z
      .discriminatedUnion("kind", [
        z.strictObject({ kind: z.literal("citations-dropped") }),
        z.strictObject({ kind: z.literal("refusal-off") }),
        z.strictObject({ kind: z.literal("chunks-lost"), share: z.number().min(0).max(1) }),
      ])
      .optional(),
    judge: z
      .strictObject({
        model: z.string().min(1),
        base_url: z.url(),
        rubric: z.string().default("answer-1"),
      })
      .optional(),
  })
  .meta({ id: "EvalConfig" });
export type EvalConfig = z.infer<typeof evalConfigSchema>;

export const metricNames = [
  "passed",
  "citation_precision",
  "citation_recall",
  "quote_exactness",
  "key_point_recall",
  "forbidden_claims",
  "faithfulness",
  "refusal_precision",
  "refusal_recall",
  "refusal_f1",
  "answer_rate",
  "wrong_answers",
  "aurc",
  "calibration_error",
  "recall_at_5",
  "recall_at_10",
  "mrr",
  "ndcg_at_10",
  "injection_success",
  "injection_quoted",
  "over_blocking",
  "leaks",
  "latency_p50_ms",
  "latency_p95_ms",
  "cost_usd",
  "judged",
  "tool_accuracy",
  "argument_accuracy",
  "safety_violations",
] as const;
export const metricNameSchema = z.enum(metricNames);
export type MetricName = z.infer<typeof metricNameSchema>;

export const scoreSchema = z.object({
  value: z.number(),
  low: z.number(),
  high: z.number(),
  /** Cases that it is a mean over, or that the curve is drawn from. */
  count: z.number().int(),
});
export type Score = z.infer<typeof scoreSchema>;
export const scoresSchema = z.partialRecord(metricNameSchema, scoreSchema);
export type Scores = z.infer<typeof scoresSchema>;
/** By slice: `all`, `tuning`, `held_back`, `kind:table-row`, `tag:german`. */
export const slicedScoresSchema = z.record(z.string(), scoresSchema);
export type SlicedScores = z.infer<typeof slicedScoresSchema>;

export const outcomeSchema = z.enum(["right", "wrong", "refused", "error"]);
export type Outcome = z.infer<typeof outcomeSchema>;

export const gotCitationSchema = z.object({
  marker: z.number().int(),
  document: z.string(),
  title: z.string(),
  document_id: z.string(),
  version_id: z.string(),
  page: z.number().int().nullable(),
  section: z.array(z.string()),
  quote: z.string(),
  start: z.number().int(),
  end: z.number().int(),
  /** The stored text from `start` to `end` is the quote. */
  exact: z.boolean(),
  /** It overlaps an expected citation. Null where nothing is expected. */
  hit: z.boolean().nullable(),
});

export const gotPassageSchema = z.object({
  rank: z.number().int(),
  document: z.string(),
  title: z.string(),
  chunk_id: z.string(),
  page: z.number().int().nullable(),
  section: z.array(z.string()),
  text: z.string(),
  score: z.number(),
  use: z.string(),
  /** It holds an expected quote, or a good part of one. */
  hit: z.boolean(),
  /** Which of the things to prove it holds. */
  groups: z.array(z.string()),
});

export const verdictSchema = z.enum(["right", "wrong", "unclear"]);
export type Verdict = z.infer<typeof verdictSchema>;

export const judgementSchema = z.object({
  rubric: z.string(),
  model: z.string(),
  /** `abstained` when it said so, or changed its mind when the order was swapped. */
  verdict: z.enum(["right", "wrong", "abstained"]),
  reason: z.string(),
});
export type Judgement = z.infer<typeof judgementSchema>;

/** What a case brought: everything that a page or a report shows of it. */
export const gotSchema = z.object({
  answer: z.string(),
  sentences: z.array(z.object({ text: z.string(), markers: z.array(z.number().int()), status: z.string() })),
  reason: z.string().nullable(),
  searched_for: z.string(),
  citations: z.array(gotCitationSchema),
  passages: z.array(gotPassageSchema),
  /** Milliseconds. */
  latency_ms: z.record(z.string(), z.number().nullable()),
  warnings: z.array(z.string()),
  model: z.string(),
  prompt_version: z.string(),
  request_id: z.string(),
  error: z.object({ code: z.string(), message: z.string() }).nullable(),
  judgement: judgementSchema.nullable().default(null),
});
export type Got = z.infer<typeof gotSchema>;

export const evalResultSchema = z
  .object({
    id: z.number().int(),
    run_id: z.string(),
    case_id: z.string(),
    attempt: z.number().int(),
    question: z.string(),
    kind: z.string(),
    split: splitSchema,
    tags: z.array(z.string()),
    must_pass: z.boolean(),
    expect: z.enum(["answer", "refuse"]),
    outcome: outcomeSchema,
    passed: z.boolean(),
    reasons: z.array(z.string()),
    refused: z.boolean(),
    confidence: z.number().nullable(),
    latency_ms: z.number().nullable(),
    input_tokens: z.number().int(),
    output_tokens: z.number().int(),
    cost_usd: z.number().nullable(),
    trace_id: z.string(),
    scores: z.record(z.string(), z.number()),
    created_at: z.string(),
  })
  .meta({ id: "EvalResult" });
export type EvalResult = z.infer<typeof evalResultSchema>;

/** A result with what was expected and what came. */
export const evalResultDetailSchema = evalResultSchema
  .extend({ expected: z.unknown(), got: gotSchema })
  .meta({ id: "EvalResultDetail" });
export type EvalResultDetail = z.infer<typeof evalResultDetailSchema>;

export const runStateSchema = z.enum(["queued", "running", "completed", "failed", "cancelled"]);

/** How far a run's judge may be believed: without labels by people, or with too little agreement, not at all. */
export const judgeTrustSchema = z.object({
  /** Model and rubric. */
  judge: z.string(),
  trusted: z.boolean(),
  /** Answers that both the judge graded and people labelled. */
  labels: z.number().int(),
  /** Cohen's kappa with its 95% interval; null where it has no value. */
  kappa: z.object({ value: z.number(), low: z.number(), high: z.number() }).nullable(),
  /** The same in a sentence. */
  words: z.string(),
});
export type JudgeTrust = z.infer<typeof judgeTrustSchema>;

export const evalRunSchema = z
  .object({
    id: z.string(),
    suite: z.string(),
    state: runStateSchema,
    config_name: z.string(),
    config: evalConfigSchema,
    repeat: z.number().int(),
    total: z.number().int(),
    done: z.number().int(),
    commit: z.string(),
    model: z.string(),
    prompt_version: z.string(),
    embedding_model: z.string(),
    started_by: z.string().nullable(),
    note: z.string(),
    scores: slicedScoresSchema.nullable(),
    /** Belongs beside the score `judged`; null for a run without a judge. */
    judge: judgeTrustSchema.nullable(),
    tracking: z
      .object({
        state: z.enum(["logged", "unreachable", "off"]),
        detail: z.string(),
        url: z.string().nullable(),
      })
      .nullable(),
    error: z.string().nullable(),
    created_at: z.string(),
    started_at: z.string().nullable(),
    finished_at: z.string().nullable(),
  })
  .meta({ id: "EvalRun" });
export type EvalRun = z.infer<typeof evalRunSchema>;

export const evalRunEventSchema = z.discriminatedUnion("type", [
  z.object({ type: z.literal("run-updated"), run: evalRunSchema }),
  z.object({ type: z.literal("run-finished"), run: evalRunSchema }),
]);
export type EvalRunEvent = z.infer<typeof evalRunEventSchema>;

export const runRequestSchema = z
  .strictObject({
    suite: z.string().min(1).max(80).default("golden"),
    /** Name of a configuration in `evals/configs`; or one as data. */
    config: z.union([z.string().min(1).max(60), evalConfigSchema]).default("default"),
    repeat: z.int().min(1).max(20).default(1),
    limit: z.int().min(1).max(20_000).optional(),
    note: z.string().max(500).default(""),
  })
  .meta({ id: "EvalRunRequest", example: { suite: "golden", config: "default" } });
export type RunRequest = z.infer<typeof runRequestSchema>;

export const suiteSchema = z
  .object({
    id: z.string(),
    title: z.string(),
    description: z.string(),
    kind: z.enum(["ask", "retrieval", "agent"]),
    cases: z.number().int(),
    drafts: z.number().int(),
    /** Waiting on the review page. */
    queued: z.number().int(),
    /** Confirmed by a person as they stand now. */
    human_verified: z.number().int(),
  })
  .meta({ id: "EvalSuite" });
export type Suite = z.infer<typeof suiteSchema>;

export const reviewSchema = z
  .object({
    id: z.string(),
    case_id: z.string(),
    result_id: z.number().int().nullable(),
    reviewer: z.string(),
    reviewer_name: z.string(),
    verdict: verdictSchema,
    comment: z.string(),
    /** The case was changed since. */
    stale: z.boolean(),
    updated_at: z.string(),
  })
  .meta({ id: "EvalReview" });
export type Review = z.infer<typeof reviewSchema>;

export const reviewRequestSchema = z
  .strictObject({
    verdict: verdictSchema,
    comment: z.string().trim().max(2000).default(""),
    /** The result that is judged; without it the case itself is. */
    result_id: z.int().positive().optional(),
  })
  .meta({ id: "EvalReviewRequest" });

export const evalCaseSchema = z
  .object({
    id: z.string(),
    suite: z.string(),
    state: z.enum(["active", "draft", "retired"]),
    origin: z.string(),
    queued: z.boolean(),
    verified_at: z.string().nullable(),
    content: goldenCaseSchema,
    reviews: z.array(reviewSchema),
  })
  .meta({ id: "EvalCase" });
export type EvalCase = z.infer<typeof evalCaseSchema>;

export const significanceSchema = z.enum(["better", "worse", "no-difference-shown"]);

export const metricComparisonSchema = z.object({
  metric: metricNameSchema,
  a: z.number(),
  b: z.number(),
  /** b − a over the cases that both have. */
  difference: z.number(),
  low: z.number(),
  high: z.number(),
  p: z.number(),
  /** After Holm's correction over the metrics compared. */
  p_adjusted: z.number(),
  test: z.enum(["mcnemar", "paired-bootstrap"]),
  count: z.number().int(),
  verdict: significanceSchema,
  /** Smallest difference that this many pairs would have shown in 80 of 100 tries. */
  detectable: z.number(),
  /** The verdict as a sentence. */
  words: z.string(),
});
export type MetricComparison = z.infer<typeof metricComparisonSchema>;

export const turnedCaseSchema = z.object({
  case_id: z.string(),
  question: z.string(),
  kind: z.string(),
  must_pass: z.boolean(),
  a: z.object({
    result_id: z.number().int(),
    passed: z.boolean(),
    answer: z.string(),
    reasons: z.array(z.string()),
  }),
  b: z.object({
    result_id: z.number().int(),
    passed: z.boolean(),
    answer: z.string(),
    reasons: z.array(z.string()),
  }),
});

export const comparisonSchema = z
  .object({
    a: z.string(),
    b: z.string(),
    suite: z.string(),
    cases: z.number().int(),
    counts: z.object({ better: z.number().int(), worse: z.number().int(), unchanged: z.number().int() }),
    metrics: z.array(metricComparisonSchema),
    /** Cases that passed in one and not in the other. */
    turned: z.array(turnedCaseSchema),
  })
  .meta({ id: "EvalComparison" });
export type Comparison = z.infer<typeof comparisonSchema>;

const flag = z.enum(["true", "false"]).transform((value) => value === "true");
const pageFields = {
  limit: z.coerce.number().int().min(1).max(1000).default(100),
  offset: z.coerce.number().int().min(0).default(0),
};

export const runListQuerySchema = z.object({
  suite: z.string().max(80).optional(),
  config: z.string().max(80).optional(),
  state: runStateSchema.optional(),
  ...pageFields,
});
export type RunListQuery = z.infer<typeof runListQuerySchema>;

export const resultListQuerySchema = z.object({
  run: z.string().max(100).optional(),
  case: z.string().max(200).optional(),
  kind: z.string().max(60).optional(),
  split: splitSchema.optional(),
  tag: z.string().max(60).optional(),
  outcome: outcomeSchema.optional(),
  passed: flag.optional(),
  must_pass: flag.optional(),
  q: z.string().max(200).optional(),
  sort: z
    .enum([
      "order",
      "question",
      "kind",
      "outcome",
      "passed",
      "confidence",
      "latency_ms",
      "cost_usd",
      "citation_precision",
      "citation_recall",
      "key_point_recall",
      "ndcg_at_10",
    ])
    .default("order"),
  order: z.enum(["asc", "desc"]).default("asc"),
  ...pageFields,
});
export type ResultListQuery = z.infer<typeof resultListQuerySchema>;

export const caseListQuerySchema = z.object({
  suite: z.string().max(80).optional(),
  state: z.enum(["active", "draft", "retired"]).optional(),
  kind: z.string().max(60).optional(),
  tag: z.string().max(60).optional(),
  queued: flag.optional(),
  q: z.string().max(200).optional(),
  ...pageFields,
});
export type CaseListQuery = z.infer<typeof caseListQuerySchema>;

export const runListSchema = z.object({ data: z.array(evalRunSchema), total: z.number().int() });
export const resultListSchema = z.object({ data: z.array(evalResultSchema), total: z.number().int() });
export const caseListSchema = z.object({ data: z.array(evalCaseSchema), total: z.number().int() });
export const suiteListSchema = z.object({ data: z.array(suiteSchema) });
export const compareQuerySchema = z.object({ a: z.string().min(1).max(100), b: z.string().min(1).max(100) });

/** A run as a line of a table or a point of a trend: the scores of all its cases, no slices. */
export const runLineSchema = z.object({
  id: z.string(),
  suite: z.string(),
  state: runStateSchema,
  config_name: z.string(),
  repeat: z.number().int(),
  total: z.number().int(),
  done: z.number().int(),
  commit: z.string(),
  model: z.string(),
  prompt_version: z.string(),
  note: z.string(),
  scores: scoresSchema.nullable(),
  created_at: z.string(),
  finished_at: z.string().nullable(),
});
export type RunLine = z.infer<typeof runLineSchema>;

export const runLineQuerySchema = z.object({
  suite: z.string().max(80).optional(),
  config: z.string().max(80).optional(),
  state: runStateSchema.optional(),
  q: z.string().max(200).optional(),
  sort: z.union([z.enum(["created", "config", "state"]), metricNameSchema]).default("created"),
  order: z.enum(["asc", "desc"]).default("desc"),
  ...pageFields,
});
export type RunLineQuery = z.infer<typeof runLineQuerySchema>;

/** Something that people said or asked which can become a case: a thumbs-down, a reported gap, an answer. */
export const draftOriginSchema = z
  .object({
    kind: z.enum(["thumbs-down", "gap", "answer"]),
    answer_id: z.string(),
    /** Without personal data. */
    question: z.string(),
    refused: z.boolean(),
    reason: z.string().nullable(),
    comment: z.string().nullable(),
    at: z.string(),
    /** The case that was made of it. */
    case_id: z.string().nullable(),
  })
  .meta({ id: "EvalDraftOrigin" });
export type DraftOrigin = z.infer<typeof draftOriginSchema>;
export const draftOriginListSchema = z.object({ data: z.array(draftOriginSchema) });

export const draftRequestSchema = z
  .strictObject({
    /** An answer's id, or the request id that its log line carries. */
    answer: z.string().trim().min(5).max(100),
    suite: z.string().min(1).max(80).default("golden"),
    /** Copies cited documents into the suite that not everybody may read; every admin can read them there. */
    copy_restricted: z.boolean().default(false),
  })
  .meta({ id: "EvalDraftRequest", example: { answer: "ans_01k0000000000000000000000", suite: "golden" } });

export const casePatchSchema = z
  .strictObject({
    question: z.string().trim().min(1).max(2000).optional(),
    expect: z.enum(["answer", "refuse"]).optional(),
    must_pass: z.boolean().optional(),
    key_points: z.array(z.string().trim().min(1).max(500)).max(20).optional(),
    /** Quotes that prove the answer; each has to stand in a document of the suite. */
    expected: z.array(expectedCitationSchema).max(20).optional(),
    /** `retired` takes a case out of runs; its results stay. */
    state: z.enum(["active", "retired"]).optional(),
  })
  .meta({ id: "EvalCasePatch" });
export type CasePatch = z.infer<typeof casePatchSchema>;

export const draftListQuerySchema = z.object({
  suite: z.string().max(80).default("golden"),
  limit: z.coerce.number().int().min(1).max(200).default(25),
});

const format = z.enum(["csv", "json"]).default("csv");
export const exportResultsQuerySchema = resultListQuerySchema.extend({ format });
export const exportRunsQuerySchema = runLineQuerySchema.extend({ format });
export const reportQuerySchema = z.strictObject({ format: z.enum(["html", "md"]).default("html") });

/** What the gate says of a run. */
export interface RunGate {
  open: boolean;
  /** What must pass and doesn't, in a sentence; empty when all do. */
  reasons: string[];
  /** Scores below their floor, or above their limit. */
  short: { metric: MetricName; value: number; floor: number }[];
  /** Cases that must pass. */
  counted: number;
  /** Null where the suite has none. */
  baseline: AgainstBaseline | null;
}

export interface AgainstBaseline {
  commit: string;
  /** Why it was last accepted. */
  why: string;
  /** Cases of the baseline that the run didn't ask: then the gate can't be open. */
  missing: number;
  worse: MetricComparison[];
  better: MetricComparison[];
  /** What it looks like, where many cases broke in one of the known ways. */
  causes: string[];
  turnedWrong: TurnedCase[];
  turnedRight: TurnedCase[];
}

export interface TurnedCase {
  resultId: number;
  question: string;
}
