/**
 * Fields of the lines `request` and `answer`. A field that the request has nothing to say of is absent; one that it
 * would have but nobody knows (the cost of a model without a price) is null. docs/security/PII_REDACTION.md holds the
 * same table, and a test holds the two together.
 */
export const logFields = {
  request_id: "Id of the request, also in the answer's `X-Request-Id`.",
  trace_id: "W3C trace id: of the caller's `traceparent`, else made.",
  method: "HTTP method. Line `request`.",
  endpoint: "The route as documented, without the values in it. Line `request`.",
  status: "HTTP status. Line `request`.",
  latency_ms:
    "Line `request`: milliseconds to the first byte. Line `answer`: the parts, each in milliseconds (`policy`, `retrieve`, `decide`, `generate`, `check`, `first_sentence`, `total`).",
  user_id: "Who asked, or who owns the key. Absent for anonymous requests.",
  key_id: "The API key. Absent without one.",
  error_code: "Code of the problem. Only when the request failed.",
  error: "What the log needs to know of the failure and the caller doesn't.",
  answer_id: "The answer.",
  model: "Model that wrote it.",
  prompt_version: "Version of the prompt.",
  cache:
    "How the answer cache took part: `hit`, `similar`, `shared` or `miss`. Absent where it was not asked.",
  cache_hit: "True when no new answer was made. Absent where the cache was not asked.",
  chunks: "Ids of the passages in front of the model.",
  chunks_used: "How many they were.",
  tokens: "`input` and `output` tokens of the model's call.",
  cost: "US dollars by the dated list in `lib/models/model-prices.json`; null for a model without a price there.",
  refused: "Whether the answer was a refusal.",
  reason: "Why it was: `not_found`, `policy`, `unclear`; else null.",
  confidence: "Calibrated probability of support, 0 to 1; null when unfitted.",
  sentences: "Sentences of the answer.",
  embedding_model: "Model of a search's vectors. `POST /api/search`.",
  viewed_as: "An administrator looked with this person's eyes.",
} as const;
export type LogField = keyof typeof logFields;
