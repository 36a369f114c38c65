"use client";

import { TriangleAlertIcon } from "lucide-react";
import { ReloadButton } from "@/components/frame/reload-button";
import { EmptyState } from "@/components/ui/empty-state";

interface ErrorPageProps {
  error: Error & { digest?: string };
  reset: () => void;
}

export default function ErrorPage({ error, reset }: ErrorPageProps) {
  return (
    <div role="alert" className="grid h-full content-center">
      <EmptyState
        icon={<TriangleAlertIcon />}
        heading="h1"
        title="This page could not be shown"
        actions={<ReloadButton reset={reset} />}
      >
        <p>Something went wrong on the server. Nothing was lost; try again in a moment.</p>
        {error.digest && (
          <p className="mt-2 text-sm">
            Error <code className="font-mono">{error.digest}</code>
          </p>
        )}
      </EmptyState>
    </div>
  );
}
