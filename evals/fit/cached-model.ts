import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { SentenceVectors } from "@/lib/models/extractive/sentence-similarities";
import type { TokenStates } from "@/lib/models/token-states";

/** The model with its vectors kept in a file between runs. `save` writes what is new. */
export function cachedModel(
  model: SentenceVectors & { dimensions: number },
  folder: string,
): SentenceVectors & { save(): void } {
  mkdirSync(folder, { recursive: true });
  const name = createHash("sha256").update(model.id).digest("hex").slice(0, 12);
  const keysFile = path.join(folder, `${name}.keys`);
  const vectorsFile = path.join(folder, `${name}.f32`);
  const known = new Map<string, Float32Array>();
  if (existsSync(keysFile)) {
    const bytes = readFileSync(vectorsFile);
    const all = new Float32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 4);
    for (const [index, key] of readFileSync(keysFile, "utf8").split("\n").filter(Boolean).entries()) {
      known.set(key, all.slice(index * model.dimensions, (index + 1) * model.dimensions));
    }
  }
  const keyOf = (text: string) => createHash("sha256").update(text).digest("base64");
  // Token states are too large for a file; sentences come back in many questions, questions don't.
  const readings = new Map<string, Promise<TokenStates>>();
  return {
    id: model.id,
    ...(model.readTokens && {
      readTokens: (text: string) => {
        const reading = readings.get(text) ?? model.readTokens?.(text);
        if (!reading) throw new Error("no token states");
        if (!text.endsWith("?")) readings.set(text, reading);
        return reading;
      },
    }),
    embed: async (texts) => {
      const vectors: Float32Array[] = [];
      for (const text of texts) {
        const key = keyOf(text);
        let vector = known.get(key);
        if (!vector) {
          [vector] = await model.embed([text]);
          if (!vector) throw new Error("no vector");
          known.set(key, vector);
        }
        vectors.push(vector);
      }
      return vectors;
    },
    save: () => {
      writeFileSync(keysFile, [...known.keys()].join("\n"));
      writeFileSync(
        vectorsFile,
        Buffer.concat(
          [...known.values()].map((vector) =>
            Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength),
          ),
        ),
      );
    },
  };
}
