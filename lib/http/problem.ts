import { z } from "zod";
import { AppError } from "@/lib/errors/app-error";
import { errorCodes } from "@/lib/errors/codes";
import { failureCode } from "@/lib/errors/failure-code";
import { errorMessage } from "@/lib/telemetry/error-fields";
import type { Problem } from "./schema";

/** RFC 9457 problem for an error: what the person may read, nothing else. */
export function toProblem(error: unknown, request: { instance: string; requestId: string }): Problem {
  const known = toAppError(error);
  return {
    type: `/docs/errors#${known.code}`,
    title: errorCodes[known.code].title,
    status: known.status,
    detail: known.public,
    instance: request.instance,
    code: known.code,
    request_id: request.requestId,
    ...(known.invalidParams && { invalid_params: known.invalidParams }),
  };
}

/** Any thrown thing as an `AppError`: an abort, a lost database and a full disk have codes of their own. */
export function toAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  if (error instanceof z.ZodError) return fromZod(error);
  const code = failureCode(error);
  return new AppError(code, {
    internal: errorMessage(error),
    cause: error,
  });
}

/** A failed parse as 422 with one entry a field. */
export function fromZod(error: z.ZodError): AppError {
  const invalidParams = error.issues.map((issue) => ({
    name: issue.path.join(".") || "body",
    reason: issue.message,
  }));
  return new AppError("invalid_request", {
    public: invalidParams.map((param) => `${param.name}: ${param.reason}`).join("; "),
    invalidParams,
  });
}
