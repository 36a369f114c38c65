import { Reader } from "./reader";
import file from "./weights/reader.json";

let reader: Reader | undefined;

/** The reader of this version. Fitted to the states of `file.embeddingModel` alone. */
export function committedReader(): Reader {
  reader ??= new Reader(file);
  return reader;
}

/** The embedding model whose token states the reader understands. */
export const readerEmbeddingModel: string = file.embeddingModel;
