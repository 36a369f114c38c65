import {
  FileCodeIcon,
  FileSpreadsheetIcon,
  FileTextIcon,
  FileTypeIcon,
  GlobeIcon,
  HashIcon,
  PresentationIcon,
  TableIcon,
} from "lucide-react";
import { classNames } from "@/components/ui/class-names";
import type { DocumentType } from "@/lib/documents/schema";

interface TypeWords {
  label: string;
  /** What one of its pages is called. */
  page: string;
  pages: string;
  icon: typeof FileTextIcon;
}

/** How each format is called. */
export const documentTypeWords: Record<DocumentType, TypeWords> = {
  pdf: { label: "PDF", page: "Page", pages: "pages", icon: FileTypeIcon },
  docx: { label: "Word", page: "Page", pages: "pages", icon: FileTextIcon },
  pptx: { label: "Slides", page: "Slide", pages: "slides", icon: PresentationIcon },
  xlsx: { label: "Excel", page: "Sheet", pages: "sheets", icon: FileSpreadsheetIcon },
  csv: { label: "CSV", page: "Table", pages: "tables", icon: TableIcon },
  markdown: { label: "Markdown", page: "Page", pages: "pages", icon: HashIcon },
  html: { label: "Web page", page: "Page", pages: "pages", icon: GlobeIcon },
  text: { label: "Text", page: "Page", pages: "pages", icon: FileCodeIcon },
};

/** Every format, in the order in which they are offered. The record above has exactly these keys, by its type. */
export const documentTypes = Object.keys(documentTypeWords) as DocumentType[];

/** What a format is called; one that isn't known by its own name. */
export function documentTypeLabel(type: string): string {
  return documentTypeWords[type as DocumentType]?.label ?? type;
}

/** The sign of a format; the word stands somewhere near. */
export function DocumentTypeIcon({ type, className }: { type: string; className?: string }) {
  const Icon = documentTypeWords[type as DocumentType]?.icon ?? FileTextIcon;
  return <Icon aria-hidden className={classNames("size-4 shrink-0 text-faint", className)} />;
}
