import { Facts } from "@/components/settings/facts";
import { TestModels } from "@/components/settings/test-models";
import { env } from "@/lib/env/env";
import { checkReady } from "@/lib/health/check-ready";
import { State } from "./status-section";

/** What is configured. Where a model is and its key are environment variables; a key is never shown. */
export async function ModelsSection() {
  const { checks } = await checkReady();
  const set = env();
  const isExtractive = set.LLM_PROVIDER === "extractive";
  return (
    <div className="grid gap-8">
      <Facts
        title="Answers"
        facts={[
          { name: "Model", value: checks.language_model.detail ?? "" },
          {
            name: "Runs",
            value: isExtractive ? "In this server, word for word from the documents" : set.LLM_PROVIDER,
          },
          ...(set.LLM_BASE_URL ? [{ name: "Address", value: new URL(set.LLM_BASE_URL).host }] : []),
          { name: "Context", value: `${set.LLM_CONTEXT_TOKENS.toLocaleString("en")} tokens` },
        ]}
      />
      <Facts
        title="Finding passages"
        facts={[
          { name: "Model", value: <State {...checks.embedding_model} /> },
          {
            name: "Runs",
            value: set.EMBEDDING_PROVIDER === "local" ? "In this server" : set.EMBEDDING_PROVIDER,
          },
        ]}
      />
      <TestModels />
    </div>
  );
}
