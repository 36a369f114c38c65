import { env } from "@/lib/env/env";
import { withOpenAiErrors } from "@/lib/http/openai-errors";
import { withApi } from "@/lib/http/with-api";
import { languageModel } from "@/lib/models/language-model";

/** Models as OpenAI's clients list them: one name for whatever this server is set to, and that model's own. */
export const GET = withOpenAiErrors(
  withApi({
    endpoint: "/api/v1/models",
    auth: { scope: "ask" },
    handler: async () => ({
      object: "list",
      data: ["groundwork", languageModel(env()).id].map((id) => ({
        id,
        object: "model",
        created: 0,
        owned_by: "groundwork",
      })),
    }),
  }),
);
