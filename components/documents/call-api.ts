import type { z } from "zod";
import { type Problem, problemSchema } from "@/lib/http/schema";

/** An answer of the API that is no success, or none at all. */
export class ApiFailure extends Error {
  constructor(
    /** What the server said; null when it didn't answer. */
    readonly problem: Problem | null,
    cause?: unknown,
  ) {
    super(problem?.detail ?? "The server did not answer.", { cause });
    this.name = "ApiFailure";
  }
}

interface Call<Schema extends z.ZodType> {
  method?: "GET" | "POST" | "PATCH" | "DELETE" | "PUT";
  body?: unknown;
  /** Of the answer's JSON; without it the answer isn't read. */
  schema?: Schema;
  signal?: AbortSignal | undefined;
}

/** Calls the API of this server. Throws `ApiFailure`, or the abort when `signal` ends it. */
export async function callApi<Schema extends z.ZodType>(
  path: string,
  { method = "GET", body, schema, signal }: Call<Schema> = {},
): Promise<z.infer<Schema>> {
  let response: Response;
  try {
    response = await fetch(path, {
      method,
      ...(signal && { signal }),
      ...(body !== undefined && {
        body: JSON.stringify(body),
        headers: { "content-type": "application/json" },
      }),
    });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new ApiFailure(null, error);
  }
  if (!response.ok) throw new ApiFailure(readProblem(await response.text()));
  // Without a schema the caller doesn't look at the result.
  if (!schema) return undefined as z.infer<Schema>;
  return schema.parse(await response.json());
}

/** The problem in the text of an answer, or null. */
export function readProblem(text: string): Problem | null {
  try {
    return problemSchema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

/** What a person reads about a failure: what happened, and the request id to ask about. */
export function explainFailure(error: unknown): { detail: string; requestId: string | null } {
  if (error instanceof ApiFailure && error.problem) {
    return { detail: error.problem.detail, requestId: error.problem.request_id };
  }
  return {
    detail: "The server did not answer. Check that it is running and that you are online.",
    requestId: null,
  };
}
