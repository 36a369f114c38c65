/** Raised whenever the parsers or the chunker give another result for the same file: files are then read anew. */
export const pipelineVersion = 1;
