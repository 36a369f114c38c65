export interface ErrorFields {
  type: string;
  message: string;
  code?: string;
  stack?: string;
  cause?: ErrorFields;
}

const longestMessage = 2000;
const deepestCause = 5;

/**
 * What a log line says of an error: its kind, message and place. Only these fields, since database errors also carry
 * the statement's parameters, which are people's questions and whole documents.
 */
export function errorFields(error: unknown, depth = 0): ErrorFields {
  if (!(error instanceof Error)) return { type: typeof error, message: shorten(String(error)) };
  const { code } = error as { code?: unknown };
  const frames = error.stack?.split("\n").filter((line) => /^\s+at /.test(line));
  return {
    type: error.name,
    message: errorMessage(error),
    ...(typeof code === "string" && { code }),
    ...(frames && frames.length > 0 && { stack: frames.slice(0, 20).join("\n") }),
    ...(error.cause !== undefined && depth < deepestCause && { cause: errorFields(error.cause, depth + 1) }),
  };
}

/** The error's message without the parameters of the statement that failed, at most 2,000 characters. */
export function errorMessage(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  // Cut at the first such line, the query builder's own: a parameter may hold others.
  const parameters = message.startsWith("Failed query:") ? message.indexOf("\nparams:") : -1;
  return shorten(parameters === -1 ? message : message.slice(0, parameters));
}

function shorten(text: string): string {
  return text.length > longestMessage ? `${text.slice(0, longestMessage)}…` : text;
}
