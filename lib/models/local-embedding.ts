// all-MiniLM-L6-v2 on this machine's processor, from files that are kept with the code.
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { Tokenizer } from "@huggingface/tokenizers";
import { AppError } from "@/lib/errors/app-error";
import type { EmbeddingModel, EmbedOptions } from "./embedding-types";
import { type ReadStates, startInference } from "./inference-thread";
import type { TokenStates } from "./token-states";

const folderName = "all-MiniLM-L6-v2";
const dimensions = 384;
/** The model was trained on 256 tokens, of which two are the marks of start and end. */
const maxTokens = 254;
/** SHA-256 of the files that decide a vector. Other bytes would give other vectors under the same id. */
const checksums = {
  "onnx/model_quantized.onnx": "5ce859439971d2235fb985dcd47e7dbb486295c40f307bba478d7607316b17cb",
  "tokenizer.json": "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
  "tokenizer_config.json": "acb92769e8195aabd29b7b2137a9e6d6e25c476a4f15aa4355c233426c61576b",
} as const;

/** Paths of the model's files that aren't where `loadLocalEmbedding` looks for them. */
export function missingModelFiles(modelsDir?: string): string[] {
  const folder = modelFolder(modelsDir);
  return Object.keys(checksums)
    .map((name) => path.join(folder, name))
    .filter((file) => !existsSync(file));
}

function modelFolder(modelsDir?: string): string {
  return path.join(modelsDir ? path.resolve(modelsDir) : nearestModels(process.cwd()), folderName);
}

/**
 * Loads the model from `modelsDir`, else from `models/` in the working folder or the nearest one above
 * (a bundled server runs inside the project). Throws `embedding_unavailable` when a file is missing or altered.
 */
export async function loadLocalEmbedding(modelsDir?: string): Promise<EmbeddingModel> {
  const folder = modelFolder(modelsDir);
  const [weights, tokenizerFile, tokenizerConfig] = await Promise.all([
    readChecked(folder, "onnx/model_quantized.onnx"),
    readChecked(folder, "tokenizer.json"),
    readChecked(folder, "tokenizer_config.json"),
  ]);
  const tokenizer = new Tokenizer(parse(tokenizerFile), parse(tokenizerConfig));
  // One thread and one text a call is the fastest per second of processor time, and exactly repeatable:
  // in a batch the int8 scales of one text depend on its neighbours.
  const read = await startInference(weights, {
    intraOpNumThreads: 1,
    interOpNumThreads: 1,
    executionMode: "sequential",
    graphOptimizationLevel: "all",
  }).catch((error: unknown) => {
    throw new AppError("embedding_unavailable", { internal: "inference could not be started", cause: error });
  });
  return {
    id: `${folderName}/int8`,
    dimensions,
    maxTokens,
    covers: (language) => language === "en",
    countTokens: (text) => encode(tokenizer, text).length,
    embed: async (texts, options: EmbedOptions = {}) => {
      const vectors: Float32Array[] = [];
      for (const text of texts) {
        options.signal?.throwIfAborted();
        vectors.push((await readOne(read, tokenizer, text)).vector);
      }
      return vectors;
    },
    readTokens: (text) => readOne(read, tokenizer, text),
  };
}

async function readOne(read: ReadStates, tokenizer: Tokenizer, text: string): Promise<TokenStates> {
  // What is past the limit is cut anyway: no need to split megabytes into tokens first.
  const ids = encode(tokenizer, text.slice(0, maxTokens * 40)).slice(0, maxTokens);
  const tokens = [101, ...ids, 102];
  const states = await read(tokens).catch((error: unknown) => {
    throw new AppError("embedding_unavailable", { internal: "an inference failed", cause: error });
  });
  if (states.length !== tokens.length * dimensions)
    throw new AppError("embedding_unavailable", {
      internal: `unexpected output of ${states.length} numbers`,
    });
  return { vector: meanPooled(states, tokens.length), ids: tokens, states };
}

function meanPooled(hidden: Float32Array, rows: number): Float32Array {
  const vector = new Float32Array(dimensions);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < dimensions; column++) {
      vector[column] = (vector[column] ?? 0) + (hidden[row * dimensions + column] ?? 0);
    }
  }
  return normalized(vector);
}

/** The vector scaled to length 1, in place; a vector of zeros stays. */
export function normalized(vector: Float32Array): Float32Array {
  let sum = 0;
  for (const value of vector) sum += value * value;
  const scale = sum > 0 ? 1 / Math.sqrt(sum) : 0;
  for (let index = 0; index < vector.length; index++) vector[index] = (vector[index] ?? 0) * scale;
  return vector;
}

function encode(tokenizer: Tokenizer, text: string): number[] {
  return tokenizer.encode(text, { add_special_tokens: false }).ids;
}

function parse(bytes: Buffer): object {
  return JSON.parse(bytes.toString("utf8")) as object;
}

async function readChecked(folder: string, name: keyof typeof checksums): Promise<Buffer> {
  const file = path.join(folder, name);
  let bytes: Buffer;
  try {
    bytes = await readFile(file);
  } catch (error) {
    throw new AppError("embedding_unavailable", {
      public: `A file of the embedding model is missing: ${name}. Restore the folder models/, or set MODELS_DIR to where it is.`,
      internal: `cannot read ${file}`,
      cause: error,
    });
  }
  const found = createHash("sha256").update(bytes).digest("hex");
  if (found === checksums[name]) return bytes;
  throw new AppError("embedding_unavailable", {
    public: `A file of the embedding model is not the one that this version was made with: ${name}. Restore it from the repository.`,
    internal: `${file} has sha256 ${found}, expected ${checksums[name]}`,
  });
}

function nearestModels(from: string): string {
  for (let folder = from; ; folder = path.dirname(folder)) {
    if (existsSync(path.join(folder, "models", folderName))) return path.join(folder, "models");
    if (path.dirname(folder) === folder) return path.join(from, "models");
  }
}
