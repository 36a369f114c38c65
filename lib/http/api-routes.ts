// Every route of the API, as data: /api/openapi.json and /docs are made from it, and a test holds it
// against the files under app/api. Bodies and answers are the very schemas that parse.
import type { z } from "zod";
import { answerSchema, answerTraceSchema, askRequestSchema } from "@/lib/ask/schema";
import {
  conversationDetailSchema,
  conversationListQuerySchema,
  conversationListSchema,
  conversationPatchSchema,
  conversationSchema,
  feedbackRequestSchema,
  gapReportSchema,
  gapSchema,
} from "@/lib/conversations/schema";
import {
  documentDetailSchema,
  documentListQuerySchema,
  documentListSchema,
  documentPageSchema,
  documentPatchSchema,
  documentTextQuerySchema,
  documentTextSchema,
} from "@/lib/documents/schema";
import type { ErrorCode } from "@/lib/errors/codes";
import { ingestAcceptedSchema, ingestTextSchema } from "@/lib/ingest/schema";
import { jobListSchema, jobSchema } from "@/lib/jobs/schema";
import { searchRequestSchema, searchResponseSchema } from "@/lib/retrieval/schema";
import { sourceListSchema, sourceSchema } from "@/lib/sources/schema";

export interface ApiRoute {
  method: "get" | "post" | "put" | "patch" | "delete";
  /** As in the URL, with `{name}` for a part that varies. */
  path: string;
  tag: "Ask" | "Search" | "Documents" | "Jobs" | "Conversations" | "Service";
  summary: string;
  description?: string;
  query?: z.ZodObject;
  body?: z.ZodType;
  /** Other content types that the body may have. */
  bodyAlso?: Record<string, z.ZodType>;
  status: number;
  response?: z.ZodType;
  /** Content type of the answer when it isn't JSON; or one that comes beside JSON. */
  responseAlso?: Record<string, string>;
  errors: ErrorCode[];
}

const documentErrors: ErrorCode[] = ["not_found", "database_unavailable"];

export const apiRoutes: ApiRoute[] = [
  {
    method: "post",
    path: "/api/ask",
    tag: "Ask",
    summary: "Ask a question and get an answer, each sentence with the passage that proves it",
    description:
      "With `stream: true` or `Accept: text/event-stream` the answer comes as server-sent events (docs/api-events.md); the last one carries the same object as the JSON answer.",
    body: askRequestSchema,
    status: 200,
    response: answerSchema,
    responseAlso: {
      "text/event-stream":
        "Events: answer-started, passages-found, citation-added, sentence-added, answer-completed or answer-failed.",
    },
    errors: [
      "invalid_request",
      "malformed_json",
      "unsupported_media_type",
      "body_too_large",
      "not_found",
      "source_unknown",
      "model_unavailable",
      "model_rate_limited",
      "model_timeout",
      "model_bad_output",
      "database_unavailable",
    ],
  },
  {
    method: "get",
    path: "/api/answers/{id}",
    tag: "Ask",
    summary: "An answer as it was given",
    status: 200,
    response: answerSchema,
    errors: documentErrors,
  },
  {
    method: "get",
    path: "/api/answers/{id}/trace",
    tag: "Ask",
    summary: "How an answer was found: passages, scores, times",
    status: 200,
    response: answerTraceSchema,
    errors: documentErrors,
  },
  {
    method: "put",
    path: "/api/answers/{id}/feedback",
    tag: "Ask",
    summary: "Thumbs up or down, with a reason",
    body: feedbackRequestSchema,
    status: 204,
    errors: [
      "invalid_request",
      "malformed_json",
      "unsupported_media_type",
      "body_too_large",
      ...documentErrors,
    ],
  },
  {
    method: "get",
    path: "/api/suggestions",
    tag: "Ask",
    summary: "Questions that these documents answer",
    status: 200,
    response: suggestionListSchema,
    errors: ["database_unavailable"],
  },
  {
    method: "get",
    path: "/api/gaps",
    tag: "Ask",
    summary: "What people ask and nobody has written",
    query: gapListQuerySchema,
    status: 200,
    response: gapListSchema,
    errors: ["invalid_request", "database_unavailable"],
  },
  {
    method: "post",
    path: "/api/gaps",
    tag: "Ask",
    summary: "Report that the documents don't tell",
    body: gapReportSchema,
    status: 201,
    response: gapSchema,
    errors: [
      "invalid_request",
      "malformed_json",
      "unsupported_media_type",
      "body_too_large",
      ...documentErrors,
    ],
  },
  {
    method: "patch",
    path: "/api/gaps/{id}",
    tag: "Ask",
    summary: "Resolve, dismiss or reopen a gap",
    body: gapPatchSchema,
    status: 200,
    response: gapSchema,
    errors: [
      "invalid_request",
      "malformed_json",
      "unsupported_media_type",
      "body_too_large",
      ...documentErrors,
    ],
  },
  {
    method: "post",
    path: "/api/search",
    tag: "Search",
    summary: "Find passages by meaning and by words, with every score",
    body: searchRequestSchema,
    status: 200,
    response: searchResponseSchema,
    errors: [
      "invalid_request",
      "malformed_json",
      "unsupported_media_type",
      "body_too_large",
      "source_unknown",
      "database_unavailable",
    ],
  },
];
