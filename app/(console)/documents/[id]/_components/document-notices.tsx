import Link from "next/link";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import type { DocumentDetail } from "@/lib/documents/schema";

/** What a reader should know before relying on this text: an earlier version, or what reading the file left out. */
export function DocumentNotices({
  document,
  versionId,
  isCurrent,
}: {
  document: DocumentDetail;
  versionId: string;
  isCurrent: boolean;
}) {
  const version = document.versions.find((candidate) => candidate.id === versionId);
  return (
    <>
      {!isCurrent && document.version_id && (
        <Notice
          className="mb-6"
          tone="caution"
          title={`This is version ${version?.number ?? ""}, not the current one`}
          actions={
            <>
              <Button size="sm" asChild>
                <Link href={`/documents/${document.id}`}>Read the current version</Link>
              </Button>
              <Button size="sm" asChild>
                <Link href={`/documents/${document.id}/versions?from=${versionId}&to=${document.version_id}`}>
                  What changed since
                </Link>
              </Button>
            </>
          }
        >
          Answers are given from the current version only.
        </Notice>
      )}
      {isCurrent && document.warnings.length > 0 && (
        <Notice className="mb-6" tone="caution" title="Good to know about this document">
          {document.warnings.length === 1 ? (
            document.warnings[0]
          ) : (
            <ul className="list-disc pl-4">
              {document.warnings.map((warning) => (
                <li key={warning}>{warning}</li>
              ))}
            </ul>
          )}
        </Notice>
      )}
    </>
  );
}
