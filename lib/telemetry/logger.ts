// Structured logs: one JSON object a line on standard output, nothing personal and no secret in any of them.
import pino from "pino";
import { env } from "@/lib/env/env";
import { errorFields } from "./error-fields";
import { redactLine } from "./redaction/redact-line";

let instance: pino.Logger | undefined;

/** The process's logger. Times in ISO 8601; `level` as a word. */
export function logger(): pino.Logger {
  instance ??= createLogger(env().LOG_LEVEL);
  return instance;
}

/** A logger that writes to `destination` instead of standard output: for tests of what leaves the process. */
export function createLogger(level: string, destination?: pino.DestinationStream): pino.Logger {
  const options: pino.LoggerOptions = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    serializers: { err: (error: unknown) => errorFields(error) },
    formatters: { level: (label) => ({ level: label }) },
    // The whole serialised record: fields, message, error and stack alike.
    hooks: { streamWrite: redactLine },
  };
  return destination ? pino(options, destination) : pino(options);
}
