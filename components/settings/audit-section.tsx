"use client";

import { useState } from "react";
import { agentPaths } from "@/components/agent/agent-paths";
import { requestJson, toReadableProblem } from "@/components/api/request";
import { Button } from "@/components/ui/button";
import { ProblemNotice } from "@/components/ui/problem-notice";
import type { AuditRecord } from "@/lib/audit/schema";
import type { Problem } from "@/lib/http/schema";
import { AuditEntry } from "./audit-entry";
import { AuditFilters } from "./audit-filters";
import { type AuditFilter, auditSearch } from "./audit-search";
import { AuditVerify } from "./audit-verify";
import { Loaded } from "./loaded";

interface AuditPage {
  entries: AuditRecord[];
  next_cursor: string | null;
}

/** The log: whether it is intact, what stands in it, and a file of it. */
export function AuditSection() {
  const [filter, setFilter] = useState<AuditFilter>({});
  const search = auditSearch(filter);
  return (
    <div className="grid gap-8">
      <AuditVerify />
      <section className="grid gap-4">
        <div className="flex flex-wrap items-end justify-between gap-3">
          <h2 className="font-semibold text-lg">What was done</h2>
          <Button asChild size="sm">
            <a href={`${agentPaths.auditExport}?${search}`} download="audit.jsonl">
              Download as JSON lines
            </a>
          </Button>
        </div>
        <AuditFilters filter={filter} onChange={setFilter} />
        <Loaded<AuditPage> key={search} path={`${agentPaths.audit}?${search}`}>
          {(page) => <Entries first={page} search={search} />}
        </Loaded>
      </section>
    </div>
  );
}

function Entries({ first, search }: { first: AuditPage; search: string }) {
  const [pages, setPages] = useState([first]);
  const [pending, setPending] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const entries = pages.flatMap((page) => page.entries);
  const next = pages.at(-1)?.next_cursor ?? null;
  async function more() {
    if (pending || next === null) return;
    setPending(true);
    setProblem(null);
    try {
      const separator = search ? "&" : "";
      const page = await requestJson<AuditPage>(
        `${agentPaths.audit}?${search}${separator}cursor=${encodeURIComponent(next)}`,
      );
      setPages((before) => [...before, page]);
    } catch (error) {
      setProblem(toReadableProblem(error));
    } finally {
      setPending(false);
    }
  }
  if (entries.length === 0) return <p className="text-muted">Nothing in the log fits.</p>;
  return (
    <div className="grid gap-3">
      <ul aria-label="Entries, newest first" className="divide-y rounded-lg border">
        {entries.map((entry) => (
          <AuditEntry key={entry.seq} entry={entry} />
        ))}
      </ul>
      <ProblemNotice problem={problem} />
      {next !== null && (
        <Button className="justify-self-start" aria-disabled={pending} onClick={() => void more()}>
          Older entries
        </Button>
      )}
    </div>
  );
}
