import { LoaderCircleIcon, OctagonXIcon } from "lucide-react";
import Link from "next/link";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import type { DocumentDetail } from "@/lib/documents/schema";
import { RefreshWhile } from "./refresh-while";

/** A document that has no text yet: it is being read, or could not be. */
export function DocumentPending({ document }: { document: DocumentDetail }) {
  const failed = document.state === "failed";
  return (
    <div className="grid h-full place-items-center overflow-y-auto">
      <h1 className="sr-only">{document.title}</h1>
      <EmptyState
        icon={failed ? <OctagonXIcon /> : <LoaderCircleIcon className="animate-spin" />}
        title={failed ? `${document.title} could not be read` : `${document.title} is being read`}
        actions={
          <Button asChild>
            <Link href="/documents">All documents</Link>
          </Button>
        }
      >
        {failed ? (
          <p>{document.warnings[0] ?? "Save the file again in its own program, and upload it once more."}</p>
        ) : (
          <>
            <p>It is cut into passages and can be asked in a moment. This page opens it by itself.</p>
            <RefreshWhile everyMs={2000} />
          </>
        )}
      </EmptyState>
    </div>
  );
}
