import { GitCompareArrowsIcon } from "lucide-react";
import Link from "next/link";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import type { DocumentDetail } from "@/lib/documents/schema";
import { LocalTime } from "./local-time";

interface DocumentVersionsProps {
  document: DocumentDetail;
  /** The version that is being read. */
  shown: string;
}

/** The versions of a document, newest first, each with what changed in it. */
export function DocumentVersions({ document, shown }: DocumentVersionsProps) {
  const versions = document.versions.filter((version) => version.state !== "staged");
  if (versions.length < 2) {
    return (
      <p className="text-pretty text-muted">
        There is one version. Uploading the same file again, changed, makes a second one, and what changed can
        be read here.
      </p>
    );
  }
  return (
    <ol className="grid">
      {versions.map((version, index) => {
        const previous = versions[index + 1];
        return (
          <li key={version.id} className="grid gap-1.5 border-b py-3 first:pt-0 last:border-b-0">
            <p className="flex flex-wrap items-center gap-2 font-medium">
              Version {version.number}
              {version.state === "current" && <Badge tone="accent">current</Badge>}
              {version.id === shown && <Badge tone="outline">open</Badge>}
            </p>
            {version.published_at && (
              <LocalTime value={version.published_at} style="full" className="text-muted text-sm" />
            )}
            <div className="flex flex-wrap gap-2">
              {version.id !== shown && (
                <Button size="sm" asChild>
                  <Link
                    href={
                      version.state === "current"
                        ? `/documents/${document.id}`
                        : `/documents/${document.id}?version=${version.id}`
                    }
                  >
                    Read
                  </Link>
                </Button>
              )}
              {previous && (
                <Button size="sm" asChild>
                  <Link href={`/documents/${document.id}/versions?from=${previous.id}&to=${version.id}`}>
                    <GitCompareArrowsIcon aria-hidden />
                    Compare with {previous.number}
                  </Link>
                </Button>
              )}
            </div>
          </li>
        );
      })}
    </ol>
  );
}
