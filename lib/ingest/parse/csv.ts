import { parse } from "csv-parse";
import { AppError } from "../../errors/app-error";
import { Breather } from "./breather";
import { decodeAll, decodePieces, detectEncoding } from "./detect-encoding";
import { looksLikeHeader, plainCell, tableRow } from "./table-row";
import type { ParsedBlock, ParseInput, RawParse } from "./types";

const maxRecordLength = 1_000_000;

/** A table of values: delimiter and encoding are detected, the first row is taken for the header when it reads like one. */
export function parseCsv({ bytes, signal }: ParseInput): RawParse {
  const encoding = detectEncoding(bytes);
  const sample = decodeAll(bytes.subarray(0, 64 * 1024), encoding);
  const told = /^sep=(.)\r?\n/i.exec(sample);
  const warnings: string[] = [];
  const options = {
    delimiter: told?.[1] ?? detectDelimiter(sample),
    skipLines: told ? 1 : 0,
  };
  const text = decodePieces({ bytes, encoding, signal });
  return { warnings, blocks: blocksOfRows(recordsOf(text, options), signal) };
}

async function* recordsOf(
  text: AsyncIterable<string>,
  options: { delimiter: string; skipLines: number },
): AsyncGenerator<string[]> {
  const parser = parse({
    delimiter: options.delimiter,
    from_line: 1 + options.skipLines,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    skip_records_with_empty_values: false,
    max_record_size: maxRecordLength,
  });
  const writing = feed(text, parser);
  writing.catch((error) => parser.destroy(error));
  try {
    for await (const record of parser) yield record as string[];
    await writing;
  } catch (error) {
    if (error instanceof Error && "code" in error && String(error.code).startsWith("CSV_"))
      throw new AppError("file_corrupt", {
        public:
          "The table could not be read: a quotation mark is opened and not closed, or a row is far too long. Open it in a spreadsheet program, save it again as CSV and retry.",
        internal: error.message,
        cause: error,
      });
    throw error;
  } finally {
    parser.destroy();
    await writing.catch(() => undefined);
  }
}

async function feed(text: AsyncIterable<string>, parser: ReturnType<typeof parse>): Promise<void> {
  for await (const piece of text) {
    if (parser.destroyed) return;
    if (!parser.write(piece)) await drained(parser);
  }
  if (!parser.destroyed) parser.end();
}

/** Until the parser takes more, or is closed. */
async function drained(parser: ReturnType<typeof parse>): Promise<void> {
  await new Promise<void>((resolve) => {
    const done = () => {
      parser.off("drain", done);
      parser.off("close", done);
      resolve();
    };
    parser.on("drain", done);
    parser.on("close", done);
  });
}

async function* blocksOfRows(
  records: AsyncIterable<string[]>,
  signal?: AbortSignal,
): AsyncGenerator<ParsedBlock> {
  const breather = new Breather(signal);
  let before: string[] | undefined;
  let count = 0;
  for await (const record of records) {
    await breather.breathe();
    if (before) {
      const block = row(before, count === 1 && looksLikeHeader(before, record), count === 1);
      if (block) yield block;
    }
    before = record.map((value) => value.replace(/\s+/g, " ").trim());
    count++;
  }
  const last = before && row(before, false, count === 1);
  if (last) yield last;
}

function row(record: string[], header: boolean, first: boolean): ParsedBlock | undefined {
  return tableRow({ cells: record.map(plainCell), table: 1, header, separator: first ? "" : "\n" });
}

/** The sign that parts the most rows of the sample into the same number of cells. */
export function detectDelimiter(sample: string): string {
  const lines = sample
    .split(/\r?\n|\r/)
    .filter((line) => line.trim())
    .slice(0, 50);
  let best = { delimiter: ",", score: 0 };
  for (const delimiter of [",", ";", "\t", "|"]) {
    const counts = lines.map((line) => line.replace(/"(?:[^"]|"")*"/g, "").split(delimiter).length - 1);
    const usual = mostFrequent(counts.filter((count) => count > 0));
    const score = usual ? counts.filter((count) => count === usual).length * Math.min(usual, 3) : 0;
    if (score > best.score) best = { delimiter, score };
  }
  return best.delimiter;
}

function mostFrequent(counts: number[]): number {
  const tally = new Map<number, number>();
  for (const count of counts) tally.set(count, (tally.get(count) ?? 0) + 1);
  return [...tally].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 0;
}
