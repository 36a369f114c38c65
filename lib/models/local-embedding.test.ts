import { cpSync, mkdtempSync, rmSync, truncateSync, unlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { AppError } from "@/lib/errors/app-error";
import type { EmbeddingModel } from "./embedding-model";
import { loadLocalEmbedding } from "./local-embedding";

let model: EmbeddingModel;
beforeAll(async () => {
  model = await loadLocalEmbedding();
});

const dot = (a: Float32Array, b: Float32Array) =>
  a.reduce((sum, value, index) => sum + value * (b[index] ?? 0), 0);

describe("the local embedding model", () => {
  it("gives the similarities that the original model is published with, within int8 rounding", async () => {
    const [source, ...others] = await model.embed([
      "That is a happy person",
      "That is a happy dog",
      "That is a very happy person",
      "Today is a sunny day",
    ]);
    const similarities = others.map((other) => dot(source ?? new Float32Array(), other));
    for (const [index, published] of [0.695, 0.943, 0.257].entries())
      expect(Math.abs((similarities[index] ?? 0) - published)).toBeLessThan(0.04);
  });

  it("gives the same vector again, alone or among others", async () => {
    const [alone] = await model.embed(["The barrier code changes every Monday."]);
    const among = await model.embed(["x".repeat(5000), "The barrier code changes every Monday.", ""]);
    expect(among[1]).toEqual(alone);
  });

  it("gives a finite vector of length 1 for any text", async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: "binary", maxLength: 200 }), async (text) => {
        const [vector] = await model.embed([text]);
        expect(vector).toHaveLength(model.dimensions);
        expect(dot(vector ?? new Float32Array(), vector ?? new Float32Array())).toBeCloseTo(1, 4);
      }),
      { numRuns: 25 },
    );
  });

  it("cuts a text at its limit instead of failing", async () => {
    const sentence = "Visitors park on level two of the north garage. ";
    const [long, longer] = await model.embed([sentence.repeat(60), sentence.repeat(61)]);
    expect(long).toEqual(longer);
  });

  it("counts tokens as the model's own vocabulary splits them", () => {
    expect(model.countTokens("")).toBe(0);
    expect(model.countTokens("Hello World, naïve café 123!")).toBe(7);
    expect(model.countTokens("embeddings")).toBe(4);
  });

  it("stops before the next text when the caller leaves", async () => {
    const controller = new AbortController();
    const work = model.embed(
      Array.from({ length: 500 }, (_, index) => `text ${index}`),
      {
        signal: controller.signal,
      },
    );
    setTimeout(() => controller.abort(new Error("gone")), 30);
    await expect(work).rejects.toThrow("gone");
  });

  it("says that it was made for English", () => {
    expect([model.covers("en"), model.covers("de")]).toEqual([true, false]);
  });
});

describe("the files of the model", () => {
  const altered = (change: (folder: string) => void) => {
    const folder = mkdtempSync(path.join(tmpdir(), "models-"));
    cpSync("models/all-MiniLM-L6-v2", path.join(folder, "all-MiniLM-L6-v2"), { recursive: true });
    change(path.join(folder, "all-MiniLM-L6-v2"));
    return loadLocalEmbedding(folder)
      .then(() => undefined)
      .catch((error: unknown) => error)
      .finally(() => rmSync(folder, { recursive: true }));
  };

  it("are refused when one is missing, and the person reads which", async () => {
    const error = await altered((folder) => unlinkSync(path.join(folder, "onnx/model_quantized.onnx")));
    expect(error).toBeInstanceOf(AppError);
    expect((error as AppError).public).toContain("onnx/model_quantized.onnx");
  });

  it("are refused when one was altered", async () => {
    const error = await altered((folder) => truncateSync(path.join(folder, "tokenizer.json"), 400_000));
    expect((error as AppError).code).toBe("embedding_unavailable");
    expect((error as AppError).public).toContain("tokenizer.json");
  });
});
