import { z } from "zod";

const count = (fallback: number, min = 1, max = Number.MAX_SAFE_INTEGER) =>
  z.coerce.number().int().min(min).max(max).default(fallback);
const list = z.string().transform((value) =>
  value
    .split(",")
    .map((part) => part.trim())
    .filter(Boolean),
);

const webhookTargets = z
  .string()
  .transform((text, context) => {
    try {
      return JSON.parse(text) as unknown;
    } catch {
      context.addIssue({ code: "custom", message: "must be JSON" });
      return z.NEVER;
    }
  })
  .pipe(
    z.array(
      z.strictObject({
        name: z.string().regex(/^[a-z0-9][a-z0-9_-]{0,49}$/, "must be small letters, digits, - and _"),
        description: z.string().max(500).default(""),
        url: z.url({ protocol: /^https?$/ }),
        method: z.enum(["POST", "PUT", "PATCH", "DELETE"]).default("POST"),
        /** Added after approval; never shown. */
        headers: z.record(z.string(), z.string()).default({}),
        /** Whether sending the same request twice, with the same key, does no harm. */
        idempotent: z.boolean().default(false),
        allow_private: z.boolean().default(false),
        timeout_ms: z.int().min(100).max(25_000).default(10_000),
      }),
    ),
  );

/** Every setting that the product reads. `.env.example` documents each; a test holds the two together. */
export const envSchema = z.object({
  NODE_ENV: z.enum(["development", "production", "test"]).default("production"),
  HOST: z.string().default("127.0.0.1"),
  PORT: count(3000, 0, 65535),
  ALLOWED_HOSTS: list.default([]),
  PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  TRUSTED_PROXIES: list.default([]),
  LOG_LEVEL: z.enum(["trace", "debug", "info", "warn", "error", "silent"]).default("info"),
  OTEL_EXPORTER_OTLP_ENDPOINT: z.url({ protocol: /^https?$/ }).optional(),
  OTEL_EXPORTER_OTLP_HEADERS: z.string().default(""),

  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, "must begin with postgres://")
    .optional(),
  DATABASE_POOL_SIZE: count(10, 1, 200),
  DATABASE_PREPARE: z.enum(["on", "off"]).default("on"),
  DATA_DIR: z.string().default(".data"),
  MIGRATION_DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, "must begin with postgres://")
    .optional(),
  AUDIT_DIR: z.string().optional(),

  REDIS_URL: z
    .string()
    .regex(/^rediss?:\/\//, "must begin with redis:// or rediss://")
    .optional(),
  REDIS_TIMEOUT_MS: count(250, 10, 10_000),
  REDIS_PREFIX: z
    .string()
    .regex(/^[A-Za-z0-9_.-]{1,64}$/, "must be letters, digits, dots, hyphens and underscores")
    .default("groundwork"),

  ANONYMOUS_ACCESS: z.enum(["until-first-account", "never"]).default("until-first-account"),
  AUTH_SECRET: z.string().min(32, "must have at least 32 characters").optional(),
  SESSION_DAYS: count(30, 1, 365),
  INVITATION_DAYS: count(7, 1, 90),
  OIDC_ISSUER: z.url().optional(),
  OIDC_CLIENT_ID: z.string().optional(),
  OIDC_CLIENT_SECRET: z.string().optional(),
  OIDC_NAME: z.string().default("single sign-on"),
  OIDC_SIGN_UP: z.enum(["never", "member"]).default("never"),
  SMTP_URL: z
    .string()
    .regex(/^smtps?:\/\//, "must begin with smtp:// or smtps://")
    .optional(),
  MAIL_FROM: z.string().default("Groundwork <groundwork@localhost>"),

  RATE_LIMIT_ASK: count(60, 0),
  RATE_LIMIT_SEARCH: count(300, 0),
  RATE_LIMIT_INGEST: count(600, 0),
  RATE_LIMIT_READ: count(1200, 0),
  RATE_LIMIT_SIGN_IN: count(20, 0),
  QUOTA_TOKENS_PER_DAY: count(0, 0),
  QUOTA_COST_PER_DAY: z.coerce.number().min(0).default(0),
  ASKS_AT_ONCE: z.coerce.number().int().min(0).optional(),
  SEARCHES_AT_ONCE: count(16, 0),
  UPLOADS_AT_ONCE: count(8, 0),
  STREAMS_PER_PERSON: count(12, 1),

  AGENT_ALLOWED_TOOLS: list.optional(),
  AGENT_DENIED_TOOLS: list.default([]),
  AGENT_WEBHOOKS: webhookTargets.default([]),
  AGENT_MAX_STEPS: count(16, 1, 200),
  AGENT_MAX_SECONDS: count(180, 5, 3600),
  AGENT_MAX_TOKENS: count(100_000, 1_000, 10_000_000),
  AGENT_TOOL_OUTPUT_CHARACTERS: count(12_000, 500, 1_000_000),
  APPROVAL_HOURS: count(72, 1, 24 * 90),
  NOTIFY_WEBHOOK_URL: z.url({ protocol: /^https?$/ }).optional(),

  MAX_FILE_MB: count(64, 1, 2048),
  MAX_REQUEST_MB: count(256, 1, 8192),
  MIN_FREE_MB: count(128, 0, 1_000_000_000),
  WORKERS: count(1, 0, 32),
  UNDO_SECONDS: count(600, 0, 60 * 60 * 24 * 30),

  EMBEDDING_PROVIDER: z.enum(["local", "openai-compatible"]).default("local"),
  EMBEDDING_BASE_URL: z.url().optional(),
  EMBEDDING_MODEL: z.string().optional(),
  EMBEDDING_API_KEY: z.string().optional(),
  EMBEDDING_DIMENSIONS: count(384, 8, 4000),
  EMBEDDING_TIMEOUT_MS: count(30_000, 100, 600_000),
  MODELS_DIR: z.string().optional(),

  LLM_PROVIDER: z.enum(["extractive", "openai", "openai-compatible"]).default("extractive"),
  LLM_BASE_URL: z.url().optional(),
  LLM_MODEL: z.string().optional(),
  LLM_API_KEY: z.string().optional(),
  LLM_CONTEXT_TOKENS: count(16_000, 1_000, 2_000_000),
  LLM_MAX_OUTPUT_TOKENS: count(1_000, 16, 100_000),
  LLM_TIMEOUT_MS: count(60_000, 100, 600_000),
  LLM_FIRST_TOKEN_TIMEOUT_MS: count(30_000, 100, 600_000),
  LLM_IDLE_TIMEOUT_MS: count(15_000, 100, 600_000),

  RETRIEVAL_ALLOWED_SOURCES: list.default([]),
  RETRIEVAL_DENIED_SOURCES: list.default([]),

  ASK_TOP_K: count(8, 1, 50),
  ASK_UNSUPPORTED: z.enum(["mark", "drop"]).default("drop"),
  ANSWER_GRACE_SECONDS: count(30, 0, 3600),
  ASK_MIN_CONFIDENCE: z.coerce.number().min(0).max(1).optional(),

  CACHE_ANSWERS: z.enum(["on", "off"]).default("on"),
  CACHE_ANSWERS_SECONDS: count(86_400, 1, 60 * 60 * 24 * 30),
  CACHE_RETRIEVAL: z.enum(["on", "off"]).default("on"),
  CACHE_RETRIEVAL_SECONDS: count(3600, 1, 60 * 60 * 24 * 30),
  CACHE_SIMILAR_QUESTIONS: z.enum(["on", "off"]).default("off"),
  CACHE_MAX_MB: count(32, 1, 16_384),

  BENCH_DATA_DIR: z.string().optional(),
  MLFLOW_TRACKING_URI: z.url().optional(),
});

/** A setting that another one makes necessary. Told apart from the schema, so that these are named with the rest. */
const needs: { setting: string; when: (values: Values) => boolean; because: string }[] = [
  { setting: "LLM_MODEL", when: generative, because: "when LLM_PROVIDER is not extractive" },
  {
    setting: "LLM_API_KEY",
    when: (values) => values.LLM_PROVIDER === "openai",
    because: "when LLM_PROVIDER is openai",
  },
  {
    setting: "LLM_BASE_URL",
    when: (values) => values.LLM_PROVIDER === "openai-compatible",
    because: "when LLM_PROVIDER is openai-compatible",
  },
  {
    setting: "EMBEDDING_BASE_URL",
    when: remoteEmbedding,
    because: "when EMBEDDING_PROVIDER is openai-compatible",
  },
  {
    setting: "EMBEDDING_MODEL",
    when: remoteEmbedding,
    because: "when EMBEDDING_PROVIDER is openai-compatible",
  },
  {
    setting: "OIDC_CLIENT_ID",
    when: (values) => Boolean(values.OIDC_ISSUER),
    because: "when OIDC_ISSUER is set",
  },
  {
    setting: "OIDC_CLIENT_SECRET",
    when: (values) => Boolean(values.OIDC_ISSUER),
    because: "when OIDC_ISSUER is set",
  },
  {
    setting: "PUBLIC_URL",
    when: (values) => Boolean(values.SMTP_URL),
    because: "when SMTP_URL is set, since links in mails begin with it",
  },
  {
    setting: "PUBLIC_URL",
    when: (values) => Boolean(values.NOTIFY_WEBHOOK_URL),
    because: "when NOTIFY_WEBHOOK_URL is set, since what it tells links here",
  },
  {
    setting: "PUBLIC_URL",
    when: (values) => Boolean(values.OIDC_ISSUER),
    because: "when OIDC_ISSUER is set, since the provider sends people back to it",
  },
];

type Values = Record<string, string | undefined>;

/** Settings that are missing though others ask for them, one sentence each. */
export function missingSettings(values: Values): string[] {
  return needs
    .filter(({ setting, when }) => when(values) && !values[setting])
    .map(({ setting, because }) => `${setting} is needed ${because}`);
}

function generative(values: Values): boolean {
  return values.LLM_PROVIDER === "openai" || values.LLM_PROVIDER === "openai-compatible";
}

function remoteEmbedding(values: Values): boolean {
  return values.EMBEDDING_PROVIDER === "openai-compatible";
}

export type Env = z.infer<typeof envSchema>;
