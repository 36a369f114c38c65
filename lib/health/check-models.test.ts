import { afterEach, expect, test } from "vitest";
import { resetEnv } from "@/lib/env/env";
import { startMisbehavingServer } from "@/lib/models/testing/misbehaving-server";
import { checkModels } from "./check-models";

const names = ["LLM_PROVIDER", "LLM_BASE_URL", "LLM_MODEL"];
const signal = () => new AbortController().signal;
afterEach(() => {
  for (const name of names) delete process.env[name];
  resetEnv();
});

function set(baseUrl: string): void {
  Object.assign(process.env, { LLM_PROVIDER: "openai-compatible", LLM_BASE_URL: baseUrl, LLM_MODEL: "test" });
  resetEnv();
}

test("the models that run in this server work, and say so", async () => {
  const check = await checkModels(signal());
  expect(check.language_model).toMatchObject({ ok: true, detail: expect.stringContaining("extractive/1") });
  expect(check.embedding_model).toMatchObject({ ok: true, detail: expect.stringContaining("384 numbers") });
});

test("a model server is really asked, and one that fails is told in words", async () => {
  const server = await startMisbehavingServer();
  set(server.baseUrl);
  server.behave({ kind: "answer", text: "ready" });
  expect((await checkModels(signal())).language_model.ok).toBe(true);
  expect(server.requests.length).toBe(1);
  await server.close();
  const { language_model: gone } = await checkModels(signal());
  expect(gone).toMatchObject({ ok: false, detail: expect.stringMatching(/model/i) });
});
