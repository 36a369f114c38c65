"use client";

import type { ReactNode } from "react";
import { useList } from "@/components/api/use-list";
import { Button } from "@/components/ui/button";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { LoadProblem, LoadSkeleton } from "./loaded";

interface LoadedListProps<Item> {
  path: string;
  /** What the button says that reads on. */
  moreLabel: string;
  children: (items: Item[], reload: () => void) => ReactNode;
}

/** As `Loaded`, for a list that comes in pages. */
export function LoadedList<Item>({ path, moreLabel, children }: LoadedListProps<Item>) {
  const { items, more, pending, problem, laterProblem, retry } = useList<Item>(path);
  if (problem) return <LoadProblem problem={problem} onRetry={retry} />;
  if (!items) return <LoadSkeleton />;
  return (
    <div className="grid gap-3">
      {children(items, retry)}
      <ProblemNotice problem={laterProblem} />
      {more && (
        <Button className="justify-self-start" aria-disabled={pending} onClick={() => void more()}>
          {moreLabel}
        </Button>
      )}
    </div>
  );
}
