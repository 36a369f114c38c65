// What parsing and chunking cost, without and with the tokenizer: `npx tsx evals/bench-parse.ts FILE…`
// CPU time is of this process, so other work on the machine doesn't count. Run one file at a time for its peak memory.
import { readFile } from "node:fs/promises";
import path from "node:path";
import { Tokenizer } from "@huggingface/tokenizers";
import { parseFile } from "../lib/ingest/parse/parse-file";
import { readDocument } from "../lib/ingest/read-document";

const folder = "models/all-MiniLM-L6-v2";

interface Cost {
  chunks: number;
  tokens: number;
  length: number;
  cpuMs: number;
}

async function measure(file: string, countTokens: (text: string) => number): Promise<Cost> {
  const before = process.cpuUsage();
  const parsed = await parseFile({ bytes: await readFile(file), filename: path.basename(file) });
  const document = readDocument({ blocks: parsed.blocks, title: parsed.title, countTokens });
  let chunks = 0;
  let tokens = 0;
  for await (const part of document.parts) {
    if (part.type !== "chunk") continue;
    chunks++;
    tokens += part.chunk.tokenCount;
  }
  const { user, system } = process.cpuUsage(before);
  return { chunks, tokens, length: document.length(), cpuMs: (user + system) / 1000 };
}

async function main(): Promise<void> {
  const [tokenizerJson, tokenizerConfig] = await Promise.all(
    ["tokenizer.json", "tokenizer_config.json"].map(async (name) =>
      JSON.parse(await readFile(path.join(folder, name), "utf8")),
    ),
  );
  const tokenizer = new Tokenizer(tokenizerJson, tokenizerConfig);
  const real = (text: string) => tokenizer.encode(text).ids.length;
  const quick = (text: string) => 2 + Math.ceil(text.length / 5);
  const memoryBefore = process.memoryUsage().rss;
  for (const file of process.argv.slice(2)) {
    await measure(file, quick);
    const without = await measure(file, quick);
    const peakWithout = process.resourceUsage().maxRSS / 1024;
    const cost = await measure(file, real);
    console.log(
      JSON.stringify({
        file: path.basename(file),
        characters: cost.length,
        chunks: cost.chunks,
        meanTokens: Math.round(cost.tokens / cost.chunks),
        cpuMsPerChunkWithoutTokenizer: Number((without.cpuMs / without.chunks).toFixed(3)),
        cpuMsPerChunk: Number((cost.cpuMs / cost.chunks).toFixed(3)),
        rssMbBefore: Math.round(memoryBefore / 2 ** 20),
        peakRssMb: Math.round(process.resourceUsage().maxRSS / 1024),
        peakRssMbWithoutTokenizer: Math.round(peakWithout),
      }),
    );
  }
}

await main();
