// The gate on a slice of the golden set: as the product is it is open, and each planted fault shuts it with a message
// of its own. The whole set goes through the same functions in `npm run eval:gate`.
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { describeDatabase } from "@/db/testing/test-databases";
import { type Baseline, checkGate, type Floors, floorsSchema, type GateCase } from "@/lib/evals/gate";
import { loadCases } from "@/lib/evals/load-cases";
import { suiteFileSchema } from "@/lib/evals/load-suite";
import type { Scores } from "@/lib/evals/schema";
import { syncSuite } from "@/lib/evals/sync-suite";
import { runForGate } from "./gate-run";

const documents = [
  "company/bristol-office-guide.html",
  "company/leadership-minutes-2025-03.md",
  "finance/purchasing-policy.md",
  "it/incident-report-2025-02-11.md",
  "it/it-helpdesk-faq.html",
  "operations/returns-procedure.md",
  "people/leave-policy-2025.md",
  "people/remote-working-policy.md",
  "products/gateway-api-guide.md",
  "products/support-faq.html",
];
const project = path.resolve(import.meta.dirname, "..");
const folder = mkdtempSync(path.join(tmpdir(), "gw-gate-test-"));
const suite = suiteFileSchema.parse({
  id: "slice",
  title: "Slice of the golden set",
  today: "2025-11-15",
  cases: "cases",
  corpus: [{ folder: "corpus" }],
});

interface Run {
  results: GateCase[];
  scores: Scores;
}

describeDatabase("embedded", "The gate", (test) => {
  let baseline: Baseline;
  let own: Run;

  beforeAll(async () => {
    for (const name of documents) {
      mkdirSync(path.join(folder, "corpus", path.dirname(name)), { recursive: true });
      cpSync(path.join(project, "examples", name), path.join(folder, "corpus", name));
    }
    mkdirSync(path.join(folder, "cases"));
    const passing = new Set(passedBefore());
    const cases = (await loadCases(path.join(project, "evals/golden"))).filter(
      ({ id, kind, expected, planted_in, forbidden_sources }) =>
        passing.has(id) &&
        planted_in === undefined &&
        forbidden_sources.length === 0 &&
        (kind === "unanswerable" || expected.length > 0) &&
        expected.every(({ document }) => documents.includes(document)),
    );
    writeFileSync(
      path.join(folder, "cases/slice.jsonl"),
      cases.map((item) => JSON.stringify(item)).join("\n"),
    );
    await syncSuite(test.db, { id: suite.id, from: { suite, root: folder } });
    own = await runForGate(test.db, { suite: suite.id, config: "default" });
    baseline = {
      suite: suite.id,
      config: "default",
      commit: "the slice",
      why: "as the product is",
      cases: own.results.map((item) => ({ ...item, latencyMs: null })),
    };
  }, 400_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const gateOf = async (config: string) => {
    const run = await runForGate(test.db, { suite: suite.id, config });
    return checkGate({ ...run, baseline, floors: floorsFor(own) });
  };

  it("is open for the product as it is, and for the same again", () => {
    expect(own.results.length).toBeGreaterThanOrEqual(25);
    expect(checkGate({ ...own, baseline, floors: floorsFor(own) })).toMatchObject({
      open: true,
      failures: [],
    });
  });

  it("is shut when a case of the baseline is left out", () => {
    const [, ...rest] = own.results;
    const gate = checkGate({ ...own, results: rest, baseline, floors: {} });
    expect(gate.open).toBe(false);
    expect(gate.failures.join("\n")).toContain(`${own.results[0]?.caseId}`);
  });

  it("is shut when citations are dropped, and says so", { timeout: 300_000 }, async () => {
    const gate = await gateOf("citations-dropped");
    expect(gate.open).toBe(false);
    expect(gate.failures.join("\n")).toMatch(/Citation recall: worse, −\S+ \(95% interval/);
    expect(gate.causes.join("\n")).toMatch(/^Citations are dropped: \d+ of \d+ answers carry none/);
  });

  it("is shut when nothing is refused, and says so", { timeout: 300_000 }, async () => {
    const gate = await gateOf("refusal-off");
    expect(gate.open).toBe(false);
    expect(gate.failures.join("\n")).toMatch(/Refusal recall: worse/);
    expect(gate.failures.join("\n")).toMatch(/It fell in \d+ cases: slice\./);
    expect(gate.notes.join("\n")).toMatch(/Turned wrong \(\d+\): slice\./);
    expect(gate.causes.join("\n")).toMatch(/^Questions are no longer refused: \d+ of \d+/);
  });

  it("is shut when half of the chunks are lost, and says so", { timeout: 300_000 }, async () => {
    const gate = await gateOf("chunks-lost");
    expect(gate.open).toBe(false);
    expect(gate.failures.join("\n")).toMatch(/Retrieval recall@10 is .* below the floor/);
    expect(gate.causes.join("\n")).toMatch(/Passages are lost: for \d+ of \d+ questions/);
  });
});

/** The committed floors of what the slice has cases for. */
function floorsFor({ scores }: Run): Floors {
  const all = floorsSchema.parse(
    JSON.parse(readFileSync(path.join(project, "evals/baselines/floors.json"), "utf8")),
  );
  return floorsSchema.parse(Object.fromEntries(Object.entries(all).filter(([name]) => name in scores)));
}

/** Ids of golden cases that the committed baseline passes. */
function passedBefore(): string[] {
  const { cases } = JSON.parse(
    readFileSync(path.join(project, "evals/baselines/golden.json"), "utf8"),
  ) as Baseline;
  return cases.filter(({ passed }) => passed).map(({ caseId }) => caseId.replace(/^golden\./, ""));
}
