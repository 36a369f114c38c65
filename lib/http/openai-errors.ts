import type { z } from "zod";
import type { openAiErrorSchema } from "./openai-error-schema";
import { toProblem } from "./problem";
import { type Problem, problemSchema } from "./schema";

type Handler = (
  request: Request,
  route: { params: Promise<Record<string, string | string[]>> },
) => Promise<Response>;

type OpenAiError = z.infer<typeof openAiErrorSchema>;

/** A route whose problems are told in OpenAI's form; a field at fault is 400 there and 422 elsewhere. */
export function withOpenAiErrors(handler: Handler): Handler {
  return async (request, route) => {
    const response = await handler(request, route);
    if (!response.headers.get("content-type")?.startsWith("application/problem+json")) return response;
    const problem = problemSchema.parse(await response.json());
    const headers = new Headers(response.headers);
    headers.set("content-type", "application/json");
    headers.delete("content-length");
    const status = problem.status === 422 ? 400 : problem.status;
    return new Response(JSON.stringify(toOpenAiError(problem)), { status, headers });
  };
}

/** Any thrown thing in OpenAI's form. */
export function openAiErrorOf(error: unknown, requestId: string): OpenAiError {
  return toOpenAiError(toProblem(error, { instance: "/api/v1/chat/completions", requestId }));
}

function toOpenAiError({ status, code, detail, invalid_params }: Problem): OpenAiError {
  return {
    error: { message: detail, type: typeOf(status, code), param: invalid_params?.[0]?.name ?? null, code },
  };
}

function typeOf(status: number, code: string): string {
  if (code === "quota_exceeded") return "insufficient_quota";
  if (status === 401) return "authentication_error";
  if (status === 403) return "permission_error";
  if (status === 429) return "rate_limit_error";
  return status >= 500 ? "server_error" : "invalid_request_error";
}
