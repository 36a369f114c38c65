import type { JobItemRow, JobRow } from "@/db/queries/jobs";
import type { Job, JobItem } from "./schema";

/** A job as the API shows it. */
export function jobView(job: JobRow, items: JobItemRow[]): Job {
  const rate = job.seconds && job.chunks > 0 ? job.chunks / job.seconds : null;
  return {
    id: job.id,
    kind: job.kind,
    label: job.label,
    state: job.state,
    progress: {
      total: job.total,
      completed: job.completed,
      unchanged: job.unchanged,
      failed: job.failed,
      cancelled: job.cancelled,
      chunks: job.chunks,
      chunks_per_second: rate === null ? null : Math.round(rate * 10) / 10,
    },
    items: items.map(itemView),
    created_at: job.created_at,
    started_at: job.started_at,
    finished_at: job.finished_at,
  };
}

function itemView(item: JobItemRow): JobItem {
  return {
    id: item.id,
    name: item.name,
    state: item.state,
    step: item.step,
    done: item.done,
    total: item.total,
    document_id: item.document_id,
    chunk_count: item.chunk_count,
    warnings: item.warnings,
    error: item.error_code === null ? null : { code: item.error_code, message: item.error_message ?? "" },
  };
}
