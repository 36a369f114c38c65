export interface PassageProps {
  documentId: string;
  versionId: string;
  start: number;
  end: number;
  /** What should stand there; when it doesn't, nothing is marked. */
  quote: string;
}
