// What `ask` and `search` take: a question and filters.
import { parseArgs } from "node:util";
import type { z } from "zod";

export const filterUsage =
  "[--source NAME]… [--type TYPE]… [--tag TAG]… [--from DAY] [--to DAY] [--top COUNT] [--json]";

const options = {
  top: { type: "string" },
  source: { type: "string", multiple: true },
  type: { type: "string", multiple: true },
  tag: { type: "string", multiple: true },
  from: { type: "string" },
  to: { type: "string" },
  json: { type: "boolean", default: false },
} as const;

export interface QuestionArguments {
  text: string;
  filters: Record<string, string | string[] | undefined>;
  top: number | undefined;
}

/**
 * Reads the command line and has `schema` check what `requestOf` makes of it. Ends the process with 2, and its
 * usage, when there is no question or something is wrong with it.
 */
export function questionArguments<Schema extends z.ZodType>(
  usage: string,
  schema: Schema,
  requestOf: (read: QuestionArguments) => unknown,
): { request: z.output<Schema>; json: boolean } {
  const { values, positionals } = parsed(usage);
  const text = positionals.join(" ").trim();
  if (!text) return misused(usage);
  const { source, type, tag, from, to, top } = values;
  const filters = { sources: source, types: type, tags: tag, from, to };
  const request = schema.safeParse(
    requestOf({ text, filters, top: top === undefined ? undefined : Number(top) }),
  );
  if (request.success) return { request: request.data, json: values.json };
  return misused(
    usage,
    request.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`),
  );
}

function parsed(usage: string) {
  try {
    return parseArgs({ allowPositionals: true, options });
  } catch (error) {
    return misused(usage, [error instanceof Error ? error.message : String(error)]);
  }
}

function misused(usage: string, mistakes: string[] = []): never {
  for (const line of [...mistakes, `Usage: ${usage}`]) console.error(line);
  process.exit(2);
}
