import { FileQuestionMarkIcon } from "lucide-react";
import Link from "next/link";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";

export default function DocumentNotFound() {
  return (
    <div className="grid h-full place-items-center overflow-y-auto">
      <h1 className="sr-only">Document not found</h1>
      <EmptyState
        icon={<FileQuestionMarkIcon />}
        title="There is no document here"
        actions={
          <>
            <Button tone="primary" asChild>
              <Link href="/documents">All documents</Link>
            </Button>
            <Button asChild>
              <Link href="/ask">Ask a question</Link>
            </Button>
          </>
        }
      >
        It was deleted, or it is in a source that you can't read. Answers that cited it keep their quotes.
      </EmptyState>
    </div>
  );
}
