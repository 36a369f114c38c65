import type { z } from "zod";
import type { ErrorCode } from "@/lib/errors/codes";

/** One operation of the API, as it is documented. */
export interface ApiRoute {
  method: "get" | "post" | "put" | "patch" | "delete";
  /** As in the URL, with `{name}` for a part that varies. */
  path: string;
  tag:
    | "Ask"
    | "Search"
    | "Documents"
    | "Sources"
    | "Jobs"
    | "Conversations"
    | "Service"
    | "Audit"
    | "Agent"
    | "Access"
    | "Evals";
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
  /** Other statuses without a body that are no errors, each with what it says. */
  statusAlso?: Record<string, string>;
  errors: ErrorCode[];
  /** Errors in another form than problem+json; `invalid` is the status of a field at fault. */
  problem?: { type: string; schema: z.ZodType; invalid: number };
  /** No session or key is asked for. */
  isPublic?: boolean;
}

/** Errors of every route that takes a JSON body. */
export const bodyErrors: ErrorCode[] = [
  "invalid_request",
  "malformed_json",
  "unsupported_media_type",
  "body_too_large",
];
/** Errors of every route that names one thing by its id. */
export const itemErrors: ErrorCode[] = ["not_found", "database_unavailable"];
