declare module "yauzl" {
  import type { Readable } from "node:stream";

  namespace yauzl {
    interface Entry {
      readonly fileName: string;
      readonly compressedSize: number;
      readonly uncompressedSize: number;
      isEncrypted(): boolean;
    }
    interface ZipFile {
      readonly entryCount: number;
      eachEntry(): AsyncIterable<Entry>;
      openReadStreamPromise(entry: Entry): Promise<Readable>;
      close(): void;
    }
    function fromBufferPromise(
      buffer: Buffer,
      options: { validateEntrySizes?: boolean; lazyEntries?: boolean },
    ): Promise<ZipFile>;
  }
  export = yauzl;
}
