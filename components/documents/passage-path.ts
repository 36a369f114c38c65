interface PassageAddress {
  document_id: string;
  version_id: string;
  start: number;
  end: number;
}

/** The reading view at a passage of a version. */
export function passagePath(passage: PassageAddress): string {
  const search = new URLSearchParams({
    version: passage.version_id,
    start: String(passage.start),
    end: String(passage.end),
  });
  return `/documents/${passage.document_id}?${search}`;
}
