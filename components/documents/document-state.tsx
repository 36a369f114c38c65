import { LoaderCircleIcon, OctagonXIcon, TriangleAlertIcon } from "lucide-react";
import { Badge } from "@/components/ui/badge";
import type { Document } from "@/lib/documents/schema";

/** Whether a document can be asked, in words; a warning is a reason to look. */
export function DocumentState({ document }: { document: Document }) {
  if (document.state === "failed") {
    return (
      <Badge tone="danger">
        <OctagonXIcon aria-hidden />
        Failed
      </Badge>
    );
  }
  if (document.state === "processing") {
    return (
      <Badge tone="accent">
        <LoaderCircleIcon aria-hidden className="animate-spin" />
        Reading
      </Badge>
    );
  }
  if (document.warnings.length > 0) {
    return (
      <Badge tone="caution" title={document.warnings.join("\n")}>
        <TriangleAlertIcon aria-hidden />
        {document.warnings.length === 1 ? "1 warning" : `${document.warnings.length} warnings`}
      </Badge>
    );
  }
  return <span className="text-muted">Ready</span>;
}
