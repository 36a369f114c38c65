"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import { requestJson } from "@/components/api/request";
import type { Job } from "@/lib/jobs/schema";
import { followJob } from "./follow-job";
import { type ChosenFile, sendFiles, type UploadFields } from "./send-files";

/** Files on their way to the server. */
export interface Sending {
  id: string;
  label: string;
  share: number;
  /** Set when they didn't arrive. */
  failure: unknown;
}

interface Options {
  initial: Job[];
  /** Something became visible in the list, or a job ended. */
  onProgress: () => void;
  /** A job that was watched has ended. */
  onEnd: (job: Job) => void;
}

/** Uploads and jobs of this page: sent, followed to their end, stopped, put away. */
export function useJobs({ initial, onProgress, onEnd }: Options) {
  const [jobs, setJobs] = useState(initial);
  const [sendings, setSendings] = useState<Sending[]>([]);
  const aborts = useRef(new Map<string, AbortController>());
  const handlers = useRef({ onProgress, onEnd });
  useEffect(() => {
    handlers.current = { onProgress, onEnd };
  });

  const watch = useCallback((id: string) => {
    if (aborts.current.has(id)) return;
    const controller = new AbortController();
    aborts.current.set(id, controller);
    let visible = 0;
    void followJob({
      id,
      signal: controller.signal,
      onJob: (job) => {
        setJobs((before) => [job, ...before.filter((other) => other.id !== id)].sort(byNewest));
        if (job.finished_at) handlers.current.onEnd(job);
        else if (job.progress.completed > visible) handlers.current.onProgress();
        visible = job.progress.completed;
      },
    });
  }, []);

  useEffect(() => {
    for (const job of initial) if (!job.finished_at) watch(job.id);
  }, [initial, watch]);
  useEffect(() => {
    const controllers = aborts.current;
    return () => {
      for (const controller of controllers.values()) controller.abort();
      controllers.clear();
    };
  }, []);

  const send = useCallback(
    async (files: ChosenFile[], fields: UploadFields) => {
      for (const batch of batches(files)) {
        const id = crypto.randomUUID();
        const controller = new AbortController();
        aborts.current.set(id, controller);
        const change = (part: Partial<Sending>) =>
          setSendings((before) =>
            before.map((sending) => (sending.id === id ? { ...sending, ...part } : sending)),
          );
        setSendings((before) => [...before, { id, label: labelOf(batch), share: 0, failure: null }]);
        try {
          const accepted = await sendFiles({
            files: batch,
            fields,
            signal: controller.signal,
            onProgress: (share) => change({ share }),
          });
          setSendings((before) => before.filter((sending) => sending.id !== id));
          watch(accepted.job_id);
        } catch (failure) {
          if (controller.signal.aborted) {
            setSendings((before) => before.filter((sending) => sending.id !== id));
            return;
          }
          change({ failure });
        }
      }
    },
    [watch],
  );

  const stop = useCallback(async (id: string) => {
    const job = await requestJson<Job>(`/api/jobs/${encodeURIComponent(id)}/cancel`, { method: "POST" });
    setJobs((before) => before.map((other) => (other.id === id ? job : other)));
  }, []);

  /** Stops a sending, or puts away one that failed or a job that ended. */
  const dismiss = useCallback((id: string) => {
    aborts.current.get(id)?.abort();
    aborts.current.delete(id);
    setSendings((before) => before.filter((sending) => sending.id !== id));
    setJobs((before) => before.filter((job) => job.id !== id));
    rememberDismissed(id);
  }, []);

  return { jobs, sendings, send, watch, stop, dismiss };
}

/** The server reads it, so that what was put away doesn't flash up with the next visit. */
const dismissedCookie = "dismissed-jobs";

function rememberDismissed(id: string): void {
  const before = document.cookie.match(new RegExp(`${dismissedCookie}=([^;]*)`))?.[1]?.split(".") ?? [];
  const ids = [...before.slice(-19), id].join(".");
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API isn't in every browser yet
  document.cookie = `${dismissedCookie}=${ids}; path=/documents; max-age=3600; samesite=lax`;
}

const batchFiles = 200;
const batchBytes = 120 * 1024 * 1024;

/** One request carries a bounded number of files and bytes; the rest follows in the next. */
function batches(files: ChosenFile[]): ChosenFile[][] {
  const result: ChosenFile[][] = [];
  let bytes = 0;
  for (const chosen of files) {
    const last = result.at(-1);
    if (last && last.length < batchFiles && bytes + chosen.file.size <= batchBytes) {
      last.push(chosen);
      bytes += chosen.file.size;
    } else {
      result.push([chosen]);
      bytes = chosen.file.size;
    }
  }
  return result;
}

function labelOf(files: ChosenFile[]): string {
  const [first] = files;
  return files.length === 1 && first ? first.path : `${files.length} files`;
}

function byNewest(left: Job, right: Job): number {
  return right.created_at.localeCompare(left.created_at);
}
