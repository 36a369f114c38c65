import type { ReactNode } from "react";
import { DocumentsHeading } from "./documents-heading";

interface DocumentsFrameProps {
  current: "documents" | "gaps";
  line: string;
  /** Whether the reader may see what people ask and nobody has written. */
  withGaps?: boolean;
  children: ReactNode;
}

/** The two lists' page: head, and what is under it. */
export function DocumentsFrame({ current, line, withGaps = false, children }: DocumentsFrameProps) {
  return (
    <div className="relative h-full overflow-y-auto [scrollbar-gutter:stable]">
      <div className="mx-auto flex max-w-7xl flex-wrap items-end gap-x-6 gap-y-5 px-4 pt-6 sm:px-6 lg:px-10">
        <DocumentsHeading current={current} line={line} withGaps={withGaps} />
        {children}
      </div>
    </div>
  );
}
