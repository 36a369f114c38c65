/** Kinds of documents that are read. Apart from the schemas, so that a page needs no validator to name them. */
export const documentTypes = ["markdown", "text", "html", "pdf", "docx", "pptx", "xlsx", "csv"] as const;
