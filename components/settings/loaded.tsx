"use client";

import type { ReactNode } from "react";
import { useRequest } from "@/components/api/use-request";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { Skeleton } from "@/components/ui/skeleton";
import type { Problem } from "@/lib/http/schema";

interface LoadedProps<Body> {
  path: string;
  children: (data: Body, reload: () => void) => ReactNode;
}

/** What the API says at `path`, or what went wrong with a way to try again. */
export function Loaded<Body>({ path, children }: LoadedProps<Body>) {
  const { data, problem, retry } = useRequest<Body>(path);
  if (problem) return <LoadProblem problem={problem} onRetry={retry} />;
  if (!data) return <LoadSkeleton />;
  return children(data, retry);
}

export function LoadProblem({ problem, onRetry }: { problem: Problem; onRetry: () => void }) {
  return (
    <div role="alert">
      <Notice
        tone="danger"
        title={problem.title}
        actions={
          <Button size="sm" onClick={onRetry}>
            Try again
          </Button>
        }
      >
        {problem.detail}
      </Notice>
    </div>
  );
}

export function LoadSkeleton() {
  return (
    <div aria-busy className="grid gap-3">
      <Skeleton className="h-9" />
      <Skeleton className="h-9" />
      <Skeleton className="h-9" />
    </div>
  );
}
