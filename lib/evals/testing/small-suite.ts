// A suite of two documents and a few questions, on disk as the golden set is, for tests of what is done with suites.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Database } from "@/db/client";
import { leave2025, parking } from "@/lib/ask/testing/ask-fixture";
import { type SuiteFile, suiteFileSchema } from "../load-suite";
import { syncSuite } from "../sync-suite";

const wants: { id: string; question: string; document?: string; quote?: string; point?: string }[] = [
  {
    id: "park",
    question: "Where do visitors park?",
    document: "facilities/parking.md",
    quote: "Visitors park on level 2.",
    point: "level 2",
  },
  {
    id: "gate",
    question: "When does the gate close?",
    document: "facilities/parking.md",
    quote: "The gate closes at 21:30.",
    point: "21:30",
  },
  {
    id: "bristol",
    question: "How many days of annual leave do full-time employees in Bristol receive?",
    document: "people/leave-2025.md",
    quote: "Full-time employees in Bristol receive 27 days",
    point: "27 days",
  },
  {
    id: "hamburg",
    question: "How many days of annual leave do full-time employees in Hamburg receive?",
    document: "people/leave-2025.md",
    quote: "Full-time employees in Hamburg receive 30 days",
    point: "30 days",
  },
  {
    id: "carry",
    question: "How many days of unused annual leave may be carried over into the next year?",
    document: "people/leave-2025.md",
    quote: "Up to 8 days of unused annual leave",
    point: "8 days",
  },
  { id: "moon", question: "What is the melting point of tungsten?" },
  { id: "pets", question: "Who won the football cup in 1974?" },
];

/** Writes the suite to a folder of its own and takes it in. `remove` deletes the folder. */
export async function takeInSmallSuite(
  db: Database,
  id = "small",
): Promise<{ suite: SuiteFile; root: string; cases: number; remove: () => void }> {
  const root = mkdtempSync(path.join(tmpdir(), "gw-suite-"));
  for (const [name, { text }] of [
    ["facilities/parking.md", parking],
    ["people/leave-2025.md", leave2025],
  ] as const) {
    mkdirSync(path.join(root, "corpus", path.dirname(name)), { recursive: true });
    writeFileSync(path.join(root, "corpus", name), text);
  }
  mkdirSync(path.join(root, "cases"));
  const lines = wants.map(({ id: name, question, document, quote, point }) =>
    JSON.stringify({
      id: name,
      kind: document ? "single-fact" : "unanswerable",
      split: "tuning",
      question,
      expect: document ? "answer" : "refuse",
      expected: document ? [{ document, quote }] : [],
      key_points: point ? [point] : [],
      provenance: "written for tests",
      reviewer: { kind: "model" },
    }),
  );
  writeFileSync(path.join(root, "cases/small.jsonl"), lines.join("\n"));
  const suite = suiteFileSchema.parse({
    id,
    title: "A small suite",
    today: "2025-11-15",
    cases: "cases",
    corpus: [{ folder: "corpus" }],
  });
  await syncSuite(db, { id, from: { suite, root } });
  return { suite, root, cases: wants.length, remove: () => rmSync(root, { recursive: true, force: true }) };
}
