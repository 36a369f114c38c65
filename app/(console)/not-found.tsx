import { FileQuestionMarkIcon } from "lucide-react";
import Link from "next/link";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";

export default function NotFound() {
  return (
    <div className="grid h-full flex-1 content-center">
      <EmptyState
        icon={<FileQuestionMarkIcon />}
        heading="h1"
        title="There is nothing here"
        actions={
          <>
            <Button tone="primary" asChild>
              <Link href="/ask">Ask a question</Link>
            </Button>
            <Button asChild>
              <Link href="/documents">See the documents</Link>
            </Button>
          </>
        }
      >
        It may have been deleted, or you may not see it.
      </EmptyState>
    </div>
  );
}
