import { readFile } from "node:fs/promises";
import type { z } from "zod";
import { AppError } from "@/lib/errors/app-error";

/** A JSON file in the form of `schema`. Throws `invalid_request`, with every mistake named, for anything else. */
export async function parseFile<Value>(path: string, schema: z.ZodType<Value>): Promise<Value> {
  let json: unknown;
  try {
    json = JSON.parse(await readFile(path, "utf8"));
  } catch (error) {
    throw new AppError("invalid_request", { public: `${path}: ${(error as Error).message}`, cause: error });
  }
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  const mistakes = parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
  throw new AppError("invalid_request", { public: `${path}:\n${mistakes.join("\n")}` });
}
