import { readAnswer, startAnswer } from "@/lib/ask/answer-question";
import { toAskRequest } from "@/lib/ask/chat/chat-request";
import { toChatChunks, toChatResponse } from "@/lib/ask/chat/chat-response";
import { promptVersion } from "@/lib/ask/prompts/answer-v1";
import { chatRequestSchema } from "@/lib/ask/schema";
import { env } from "@/lib/env/env";
import { chunksResponse } from "@/lib/http/chunks-response";
import { openAiErrorOf, withOpenAiErrors } from "@/lib/http/openai-errors";
import { publicAddress } from "@/lib/http/request-origin";
import { withApi } from "@/lib/http/with-api";
import { openStream } from "@/lib/limits/open-streams";
import { payersOf, subjectOf } from "@/lib/limits/subject-of";
import { languageModel } from "@/lib/models/language-model";

export const dynamic = "force-dynamic";

/** An answer from the documents for clients that speak OpenAI's protocol, whole or as a stream of chunks. */
export const POST = withOpenAiErrors(
  withApi({
    endpoint: "/api/v1/chat/completions",
    auth: { scope: "ask" },
    limit: "ask",
    readsState: true,
    body: chatRequestSchema,
    handler: async ({ principal, origin, access, readableNow, body, context, signal }) => {
      const { requestId, traceId } = context;
      const request = toAskRequest(body);
      const asking = { principal, address: origin.address };
      const release = body.stream ? openStream(subjectOf(asking)) : () => {};
      const address = publicAddress(origin);
      try {
        const run = await startAnswer({
          access,
          readableNow,
          request,
          requestId,
          traceId,
          payers: payersOf(asking),
        });
        if (!body.stream) return toChatResponse(await readAnswer(run, signal), address);
        const of = {
          id: run.answerId,
          model: languageModel(env()).id,
          version: promptVersion,
          address,
          usage: body.stream_options?.include_usage === true,
        };
        return chunksResponse((reading) => toChatChunks(run.events({ signal: reading }), of), {
          explain: (error) => openAiErrorOf(error, requestId),
          onClose: release,
        });
      } catch (error) {
        release();
        throw error;
      }
    },
  }),
);
