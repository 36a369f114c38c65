export interface AuditFilter {
  actor?: string;
  action?: string;
  tool?: string;
  document_id?: string;
  trace_id?: string;
  text?: string;
  /** Days of the reader's own calendar, `YYYY-MM-DD`; both are included. */
  from?: string;
  to?: string;
}

/** The search as the API takes it. Days become moments in the reader's zone. */
export function auditSearch(filter: AuditFilter): string {
  const { from, to, ...rest } = filter;
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(rest)) if (value?.trim()) search.set(name, value.trim());
  const start = from ? dayStart(from, 0) : null;
  const end = to ? dayStart(to, 1) : null;
  if (start) search.set("from", start);
  if (end) search.set("to", end);
  return search.toString();
}

function dayStart(day: string, later: number): string | null {
  const [year, month, date] = day.split("-").map(Number);
  const moment = new Date(year ?? 0, (month ?? 1) - 1, (date ?? 1) + later);
  return Number.isNaN(moment.getTime()) ? null : moment.toISOString();
}
