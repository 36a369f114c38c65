/** What the embedding model reads of a chunk: where it stands, then what it says. */
export function embeddingText(chunk: { context: string; text: string }): string {
  return chunk.context === "" ? chunk.text : `${chunk.context}\n${chunk.text}`;
}
