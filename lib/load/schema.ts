import { z } from "zod";

const openModelSchema = z.strictObject({
  kind: z.literal("open"),
  /** `poisson`: gaps are exponential, as with many people who don't know of each other. `constant`: equal gaps. */
  arrivals: z.enum(["constant", "poisson"]).default("poisson"),
  rate_per_s: z.number().positive().max(100_000),
  /** Arrivals past this many unanswered requests are counted as errors of kind `not_sent`. */
  max_in_flight: z.int().positive().max(100_000).default(10_000),
});

const closedModelSchema = z.strictObject({
  kind: z.literal("closed"),
  clients: z.int().positive().max(10_000),
  /** Pause of a client between an answer and its next request. */
  think_time_ms: z.number().min(0).default(0),
  /**
   * The interval at which each client means to ask. With it latency counts from when a request was due, so that
   * a server that stalls can't hide what it kept from being sent; without it a client asks as fast as it is answered.
   */
  pace_ms: z.number().positive().optional(),
});

const requestSchema = z.strictObject({
  name: z.string().min(1),
  /** How often it is drawn, next to the others. */
  weight: z.number().positive().default(1),
  method: z.enum(["GET", "POST", "PUT", "PATCH", "DELETE"]).default("GET"),
  path: z.string().startsWith("/"),
  headers: z.record(z.string(), z.string()).default({}),
  /** Sent as JSON, a string as it is. Texts may hold `{{sequence}}`, `{{random}}`, `{{pick:POOL}}` and `{{next:POOL}}`. */
  body: z.json().optional(),
  /** Any 2xx where nothing is named. */
  expect_status: z.array(z.int().min(100).max(599)).default([]),
  /** Text that the answer must hold. */
  expect_text: z.string().optional(),
  /** The answer is a stream of server-sent events: the time to the first one is measured as well. */
  stream: z.boolean().default(false),
});
export type LoadRequest = z.infer<typeof requestSchema>;

export const loadPlanSchema = z
  .strictObject({
    name: z.string().min(1).default("load"),
    base_url: z.url(),
    model: z.discriminatedUnion("kind", [openModelSchema, closedModelSchema]),
    /** Sent but not counted. */
    warm_up_s: z.number().min(0).max(3600).default(5),
    duration_s: z.number().positive().max(86_400).default(30),
    timeout_ms: z.number().positive().default(30_000),
    seed: z.int().default(1),
    headers: z.record(z.string(), z.string()).default({}),
    requests: z.array(requestSchema).min(1),
    /** Texts for `{{pick:POOL}}` (drawn) and `{{next:POOL}}` (in turn). */
    pools: z.record(z.string(), z.array(z.string()).min(1)).default({}),
    /** A page of Prometheus metrics of the server, read each second, and the series that are kept. */
    observe: z.strictObject({ url: z.url(), metrics: z.array(z.string()).min(1) }).optional(),
  })
  .meta({ id: "LoadPlan" });
export type LoadPlan = z.infer<typeof loadPlanSchema>;

/** Times in milliseconds. */
export const latencySummarySchema = z.object({
  count: z.int(),
  mean: z.number(),
  min: z.number(),
  p50: z.number(),
  p75: z.number(),
  p90: z.number(),
  p95: z.number(),
  p99: z.number(),
  p99_9: z.number(),
  max: z.number(),
});
export type LatencySummary = z.infer<typeof latencySummarySchema>;

const measuredSchema = z.object({
  name: z.string(),
  sent: z.int(),
  succeeded: z.int(),
  errors: z.array(z.object({ kind: z.string(), count: z.int(), example: z.string() })),
  bytes: z.int(),
  /** From when the request was due until its last byte. Requests that timed out count with the time waited. */
  latency_ms: latencySummarySchema,
  /** From when it was really sent until its last byte. */
  service_ms: latencySummarySchema,
  /** From when it was due until the first event; null where nothing streams. */
  first_event_ms: latencySummarySchema.nullable(),
});
export type Measured = z.infer<typeof measuredSchema>;

/** A slice of the run: [latency in ms, count] pairs, ascending, so that slices can be put together again. */
const batchSchema = z.object({
  start_s: z.number(),
  seconds: z.number(),
  sent: z.int(),
  succeeded: z.int(),
  counts: z.array(z.tuple([z.number(), z.int()])),
});
export type LoadBatch = z.infer<typeof batchSchema>;

export const loadResultSchema = z
  .object({
    schema_version: z.literal(1),
    plan: loadPlanSchema,
    started_at: z.string(),
    measured_s: z.number(),
    environment: z.object({
      node: z.string(),
      platform: z.string(),
      cpu: z.string(),
      cores: z.int(),
    }),
    offered_per_s: z.number().nullable(),
    succeeded_per_s: z.number(),
    error_rate: z.number(),
    /** How late requests were sent: the kit's own share of latency. */
    send_delay_ms: latencySummarySchema,
    total: measuredSchema,
    requests: z.array(measuredSchema),
    batches: z.array(batchSchema),
    /** HdrHistogram V2, compressed, base64: microseconds. */
    histograms: z.object({ latency: z.string(), service: z.string(), first_event: z.string().nullable() }),
    observed: z.array(z.object({ metric: z.string(), samples: z.array(z.tuple([z.number(), z.number()])) })),
  })
  .meta({ id: "LoadResult" });
export type LoadResult = z.infer<typeof loadResultSchema>;

const limitSchema = z
  .strictObject({ min: z.number().optional(), max: z.number().optional() })
  .refine((limit) => limit.min !== undefined || limit.max !== undefined, "Name a min or a max.");

/** What a run must keep to; anything it names that is outside fails the command. */
export const loadBudgetSchema = z
  .strictObject({
    p50_ms: limitSchema,
    p90_ms: limitSchema,
    p95_ms: limitSchema,
    p99_ms: limitSchema,
    p99_9_ms: limitSchema,
    max_ms: limitSchema,
    mean_ms: limitSchema,
    first_event_p95_ms: limitSchema,
    error_rate: limitSchema,
    succeeded_per_s: limitSchema,
    /** p99 divided by p50. */
    p99_to_p50: limitSchema,
  })
  .partial()
  .refine((budget) => Object.keys(budget).length > 0, "The budget names nothing.")
  .meta({ id: "LoadBudget" });
export type LoadBudget = z.infer<typeof loadBudgetSchema>;
