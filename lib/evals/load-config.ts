import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { projectFile } from "@/db/project-files";
import { env } from "@/lib/env/env";
import type { Env } from "@/lib/env/schema";
import { AppError } from "@/lib/errors/app-error";
import { type EvalConfig, evalConfigSchema } from "./schema";

/** A configuration by the name of its file in `evals/configs`. Throws `not_found`. */
export async function loadConfig(name: string): Promise<EvalConfig> {
  const folder = projectFile("evals/configs");
  const text =
    folder && /^[a-z0-9-]+$/.test(name)
      ? await readFile(path.join(folder, `${name}.json`), "utf8").catch(() => undefined)
      : undefined;
  if (text === undefined) throw new AppError("not_found", { public: `There is no configuration “${name}”.` });
  return evalConfigSchema.parse(JSON.parse(text));
}

/** Every configuration that may be run from a page: those without a planted fault. */
export async function listConfigs(): Promise<EvalConfig[]> {
  const folder = projectFile("evals/configs");
  if (!folder) return [];
  const names = (await readdir(folder)).filter((name) => name.endsWith(".json")).sort();
  const all = await Promise.all(names.map((name) => loadConfig(name.slice(0, -5))));
  return all.filter(({ fault }) => fault === undefined);
}

/** What a configuration changes of the installation's settings. */
export function settingsOf(config: EvalConfig): Partial<Env> {
  const { model, answers, fault } = config;
  return {
    // What an earlier run found must not answer for this one, nor make it look fast.
    CACHE_RETRIEVAL: "off",
    CACHE_ANSWERS: "off",
    ...(model && {
      LLM_PROVIDER: model.provider,
      LLM_MODEL: model.model ?? env().LLM_MODEL,
      LLM_BASE_URL: model.base_url ?? env().LLM_BASE_URL,
    }),
    ...(answers?.min_confidence !== undefined && { ASK_MIN_CONFIDENCE: answers.min_confidence }),
    ...(answers?.unsupported && { ASK_UNSUPPORTED: answers.unsupported }),
    ...(fault?.kind === "refusal-off" && { ASK_MIN_CONFIDENCE: 0 }),
  };
}
