"use client";

import { PlugZapIcon } from "lucide-react";
import { EmptyState } from "@/components/ui/empty-state";
import { RetryButton } from "./_components/retry-button";

interface DocumentsErrorProps {
  error: Error & { digest?: string };
  reset: () => void;
}

export default function DocumentsError({ error, reset }: DocumentsErrorProps) {
  return (
    <div role="alert" className="grid h-full place-items-center overflow-y-auto">
      <EmptyState
        icon={<PlugZapIcon />}
        title="This page could not be shown"
        actions={<RetryButton onRetry={reset} />}
      >
        <p>Something failed while it was put together. Your documents are as they were.</p>
        {error.digest && <p className="mt-2 text-xs">Reference {error.digest}</p>}
      </EmptyState>
    </div>
  );
}
