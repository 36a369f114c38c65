"use client";

import { useState } from "react";
import { useRequest } from "@/components/api/use-request";
import type { DocumentFind } from "@/lib/documents/schema";

export interface Find {
  q: string;
  setQ: (q: string) => void;
  hits: DocumentFind["hits"];
  total: number;
  /** Of the hit that is looked at. */
  index: number;
  current: DocumentFind["hits"][number] | null;
  searching: boolean;
  failed: boolean;
  /** Goes to the next hit, or the one before; around the ends. */
  step: (by: 1 | -1) => DocumentFind["hits"][number] | null;
}

interface Options {
  documentId: string;
  versionId: string;
  /** Where the reader is: the first hit after it comes first. */
  from: () => number;
}

/** Search inside one document. The server looks through all of it, so that its length doesn't matter. */
export function useFind({ documentId, versionId, from }: Options): Find {
  const [q, setQ] = useState("");
  const [position, setPosition] = useState<{ q: string; index: number } | null>(null);
  const wanted = q.trim();
  const search = new URLSearchParams({ q: wanted, version: versionId });
  const { data, problem } = useRequest<DocumentFind>(
    wanted.length < 2 ? null : `/api/documents/${encodeURIComponent(documentId)}/find?${search}`,
  );
  const hits = data?.hits ?? [];
  const index = position?.q === wanted ? position.index : -1;

  const step = (by: 1 | -1) => {
    if (hits.length === 0) return null;
    let next = (index + by + hits.length) % hits.length;
    if (index < 0) {
      const start = from();
      const after = hits.findIndex((hit) => hit.start >= start);
      next = by > 0 ? Math.max(0, after) : (after <= 0 ? hits.length : after) - 1;
    }
    setPosition({ q: wanted, index: next });
    return hits[next] ?? null;
  };

  return {
    q,
    setQ,
    hits,
    total: data?.total ?? 0,
    index,
    current: hits[index] ?? null,
    searching: wanted.length >= 2 && !data && !problem,
    failed: problem !== null,
    step,
  };
}
