// Vectors of bench texts kept between runs, so that a run measures search and not the making of vectors again.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { EmbeddingModel } from "@/lib/models/embedding-model";

/** The model with a file of vectors in `folder`; `save` writes what is new. */
export function withVectorCache(model: EmbeddingModel, folder: string): EmbeddingModel & { save(): void } {
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, `${model.id.replace(/[^\w.-]+/g, "_")}.vectors`);
  const size = 16 + model.dimensions * 4;
  const known = new Map<string, Float32Array>();
  if (existsSync(file)) {
    const bytes = readFileSync(file);
    for (let at = 0; at + size <= bytes.length; at += size) {
      const vector = new Float32Array(model.dimensions);
      for (let index = 0; index < vector.length; index++)
        vector[index] = bytes.readFloatLE(at + 16 + index * 4);
      known.set(bytes.toString("hex", at, at + 16), vector);
    }
  }
  const before = known.size;
  const keyOf = (text: string) => createHash("sha256").update(text).digest("hex").slice(0, 32);
  return {
    ...model,
    embed: async (texts, options) => {
      const missing = texts.filter((text) => !known.has(keyOf(text)));
      const made = await model.embed(missing, options);
      for (const [index, text] of missing.entries())
        known.set(keyOf(text), made[index] ?? new Float32Array());
      return texts.map((text) => known.get(keyOf(text)) ?? new Float32Array());
    },
    save: () => {
      if (known.size === before) return;
      const parts = [...known].map(([key, vector]) =>
        Buffer.concat([
          Buffer.from(key, "hex"),
          Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength),
        ]),
      );
      writeFileSync(file, Buffer.concat(parts));
    },
  };
}
