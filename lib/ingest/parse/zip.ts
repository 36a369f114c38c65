import type { Readable } from "node:stream";
import yauzl from "yauzl";
import { AppError } from "../../errors/app-error";

/** What an Office file may unpack to. Real ones stay far below; a bomb goes far above. */
export const zipLimits = {
  entries: 20_000,
  expandedBytes: 1024 * 1024 * 1024,
  /** Counted only beyond 32 MiB: empty spreadsheets pack very well. */
  ratio: 200,
  ratioFromBytes: 32 * 1024 * 1024,
  /** One part that is read whole into memory. */
  partBytes: 48 * 1024 * 1024,
};

/** The parts of an Office file, read one at a time, every unpacked byte counted. */
export class ZipParts {
  private constructor(
    private readonly zip: yauzl.ZipFile,
    private readonly entries: Map<string, yauzl.Entry>,
    private readonly packedBytes: number,
    private expandedBytes = 0,
  ) {}

  /**
   * Opens the archive and reads its list of parts.
   * Throws `file_corrupt`, `file_encrypted`, or `file_too_complex` when the list alone is beyond the limits.
   */
  static async open(bytes: Uint8Array, signal?: AbortSignal): Promise<ZipParts> {
    const zip = await openZip(bytes);
    const entries = new Map<string, yauzl.Entry>();
    let declared = 0;
    try {
      for await (const entry of zip.eachEntry()) {
        signal?.throwIfAborted();
        if (entries.size >= zipLimits.entries) throw tooComplex(`more than ${zipLimits.entries} entries`);
        if (entry.isEncrypted()) throw new AppError("file_encrypted");
        declared += entry.uncompressedSize;
        checkExpansion(declared, bytes.length);
        if (!entries.has(entry.fileName)) entries.set(entry.fileName, entry);
      }
    } catch (error) {
      throw asCorrupt(error, signal);
    }
    return new ZipParts(zip, entries, bytes.length);
  }

  get names(): string[] {
    return [...this.entries.keys()];
  }

  has(name: string): boolean {
    return this.entries.has(name);
  }

  /** The unpacked bytes of a part as they come. */
  async *stream(name: string, signal?: AbortSignal): AsyncGenerator<Buffer> {
    const entry = this.entries.get(name);
    if (!entry) throw new AppError("file_corrupt", { internal: `part ${name} is missing` });
    try {
      const stream: Readable = await this.zip.openReadStreamPromise(entry);
      for await (const piece of stream) {
        signal?.throwIfAborted();
        this.expandedBytes += (piece as Buffer).length;
        checkExpansion(this.expandedBytes, this.packedBytes);
        yield piece as Buffer;
      }
    } catch (error) {
      throw asCorrupt(error, signal);
    }
  }

  /** A part as text; empty when it isn't there. Throws `file_too_complex` beyond the limit for one part. */
  async text(name: string, signal?: AbortSignal): Promise<string> {
    if (!this.has(name)) return "";
    const pieces: Buffer[] = [];
    let size = 0;
    for await (const piece of this.stream(name, signal)) {
      size += piece.length;
      if (size > zipLimits.partBytes)
        throw tooComplex(`part ${name} is larger than ${zipLimits.partBytes} bytes`);
      pieces.push(piece);
    }
    const bytes = Buffer.concat(pieces);
    const utf16 = bytes[0] === 0xff && bytes[1] === 0xfe;
    return bytes.toString(utf16 ? "utf16le" : "utf8").replace(/^\ufeff/, "");
  }
}

async function openZip(bytes: Uint8Array): Promise<yauzl.ZipFile> {
  try {
    const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
    return await yauzl.fromBufferPromise(buffer, { validateEntrySizes: true, lazyEntries: true });
  } catch (error) {
    throw new AppError("file_corrupt", { internal: String(error), cause: error });
  }
}

function checkExpansion(expandedBytes: number, packedBytes: number): void {
  if (expandedBytes > zipLimits.expandedBytes)
    throw tooComplex(`more than ${zipLimits.expandedBytes} bytes unpacked`);
  if (expandedBytes > zipLimits.ratioFromBytes && expandedBytes > packedBytes * zipLimits.ratio) {
    throw tooComplex(`unpacks to more than ${zipLimits.ratio} times its size`);
  }
}

function tooComplex(internal: string): AppError {
  return new AppError("file_too_complex", {
    public:
      "Unpacked, the file is far larger than a document should be. It was not read. Save it again in its own program, or split it into smaller files.",
    internal,
  });
}

function asCorrupt(error: unknown, signal?: AbortSignal): unknown {
  if (error instanceof AppError || signal?.aborted) return error;
  if (/too many bytes/i.test(String(error))) return tooComplex(`a part is larger than it declares: ${error}`);
  return new AppError("file_corrupt", { internal: String(error), cause: error });
}
