// Structured logs: one JSON object a line on standard output.
import pino from "pino";
import { env } from "@/lib/env/env";
import { errorFields } from "./error-fields";

let instance: pino.Logger | undefined;

/** The process's logger. Times in ISO 8601; `level` as a word. */
export function logger(): pino.Logger {
  instance ??= pino({
    level: env().LOG_LEVEL,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    serializers: { err: (error: unknown) => errorFields(error) },
    formatters: { level: (label) => ({ level: label }) },
  });
  return instance;
}
