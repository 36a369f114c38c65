import { createHash } from "node:crypto";
import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { SentenceVectors } from "@/lib/models/extractive/sentence-similarities";
import { normalized } from "@/lib/models/local-embedding";
import type { TokenStates } from "@/lib/models/token-states";
import { fromHalf, toHalf } from "./half-floats";

interface Kept {
  t: string;
  ids: number[];
  /** First row among all states, and how many. */
  off: number;
  n: number;
}

/**
 * The model with its vectors, and the token states of sentences, kept in files between runs. `save` writes what
 * is new. States are kept as 16-bit floats, in the files that the reader is trained on.
 */
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
  const { dimensions } = model;
  const indexFile = path.join(folder, "states.jsonl");
  const statesFile = path.join(folder, "states.f16");
  const kept = new Map<string, Kept>();
  let rows = 0;
  let halves = new Uint16Array();
  if (existsSync(indexFile)) {
    for (const line of readFileSync(indexFile, "utf8").split("\n").filter(Boolean)) {
      const item = JSON.parse(line) as Kept;
      kept.set(item.t, item);
      rows = Math.max(rows, item.off + item.n);
    }
    const bytes = readFileSync(statesFile);
    halves = new Uint16Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 2);
  }
  const fresh = new Map<string, TokenStates>();
  const readKept = ({ ids, off, n }: Kept): TokenStates => {
    const states = fromHalf(halves.subarray(off * dimensions, (off + n) * dimensions));
    const vector = new Float32Array(dimensions);
    for (let at = 0; at < states.length; at++)
      vector[at % dimensions] = (vector[at % dimensions] ?? 0) + (states[at] ?? 0);
    return { ids, states, vector: normalized(vector) };
  };
  return {
    id: model.id,
    ...(model.readTokens && {
      readTokens: async (text: string) => {
        const old = kept.get(text);
        if (old) return readKept(old);
        const reading = fresh.get(text) ?? (await model.readTokens?.(text));
        if (!reading) throw new Error("no token states");
        // What is cut off when kept would have another vector; such long texts are read anew each time.
        if (reading.ids.length <= longestKept) fresh.set(text, reading);
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
      for (const [t, { ids, states }] of fresh) {
        const item: Kept = { t, ids, off: rows, n: ids.length };
        appendFileSync(statesFile, Buffer.from(Uint16Array.from(states, toHalf).buffer));
        appendFileSync(indexFile, `${JSON.stringify(item)}\n`);
        rows += ids.length;
      }
      fresh.clear();
      if (existsSync(statesFile)) {
        for (const line of readFileSync(indexFile, "utf8").split("\n").filter(Boolean)) {
          const item = JSON.parse(line) as Kept;
          kept.set(item.t, item);
        }
        const bytes = readFileSync(statesFile);
        halves = new Uint16Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 2);
      }
    },
  };
}

const longestKept = 102;
