import { Readable, Transform } from "node:stream";
import { Busboy, type BusboyInstance } from "@fastify/busboy";
import { AppError } from "@/lib/errors/app-error";

export type MultipartPart =
  | { kind: "field"; name: string; value: string }
  | { kind: "file"; name: string; filename: string; mediaType: string; bytes: AsyncIterable<Uint8Array> };

export interface MultipartLimits {
  /** Largest body in bytes, all parts together. */
  totalBytes: number;
  files?: number;
}

/**
 * Parts of a `multipart/form-data` body in order, as they come in: a file's bytes are read from the caller
 * only as fast as they are consumed; what is left of it when the consumer stops is skipped.
 * Throws `body_too_large` past the limit and `invalid_request` when the body isn't well-formed.
 */
export async function* readMultipart(
  request: Request,
  limits: MultipartLimits,
): AsyncGenerator<MultipartPart> {
  const { body } = request;
  const files = limits.files ?? 2000;
  if (Number(request.headers.get("content-length") ?? 0) > limits.totalBytes)
    throw tooLarge(limits.totalBytes);
  if (!body) throw unreadable("the body is empty");
  const source = Readable.fromWeb(body as import("node:stream/web").ReadableStream);
  const parser = openParser(request, files);
  const queue: MultipartPart[] = [];
  const streams = new Map<MultipartPart, Readable>();
  let failure: unknown;
  let finished = false;
  let wake = () => {};
  const fail = (error: unknown) => {
    failure ??= error;
    source.destroy();
    parser.destroy();
    // Whoever waits for more of a file must learn that no more comes.
    for (const stream of streams.values()) stream.destroy(error instanceof Error ? error : undefined);
    wake();
  };
  parser.on("field", (name, value, _nameTruncated, valueTruncated) => {
    if (valueTruncated) fail(unreadable(`the field ${name} is too long`));
    queue.push({ kind: "field", name, value });
    wake();
  });
  parser.on("file", (name, stream, filename, _encoding, mediaType) => {
    stream.on("error", fail);
    const bytes = guarded(stream, () => failure);
    const part: MultipartPart = { kind: "file", name, filename: filename ?? "", mediaType, bytes };
    streams.set(part, stream);
    queue.push(part);
    wake();
  });
  parser.on("filesLimit", () => fail(unreadable(`it holds more than ${files} files`)));
  parser.on("fieldsLimit", () => fail(unreadable("it holds too many fields")));
  parser.on("error", (error) => fail(unreadable(String(error), error)));
  parser.on("finish", () => {
    finished = true;
    wake();
  });
  const counter = countBytes(limits.totalBytes);
  counter.on("error", fail);
  source.on("error", fail);
  source.on("aborted", () => fail(new AppError("client_closed")));
  source.pipe(counter).pipe(parser);
  try {
    for (;;) {
      if (failure) throw failure;
      const part = queue.shift();
      if (part) {
        yield part;
        // A file that nobody reads on would hold up the parts behind it.
        streams.get(part)?.resume();
        streams.delete(part);
      } else if (finished) return;
      else
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
    }
  } finally {
    source.unpipe();
    parser.destroy();
    source.destroy();
  }
}

function openParser(request: Request, files: number): BusboyInstance {
  try {
    return new Busboy({
      headers: { "content-type": request.headers.get("content-type") ?? "" },
      preservePath: true,
      limits: { fieldSize: 65_536, fields: 100, files, headerPairs: 50 },
    });
  } catch (error) {
    throw unreadable("its content-type has no boundary", error);
  }
}

/** The bytes of a file; ends with the failure of the whole body when that is what cut it off. */
async function* guarded(stream: Readable, failure: () => unknown): AsyncGenerator<Uint8Array> {
  try {
    for await (const bytes of stream.iterator({ destroyOnReturn: false })) yield bytes as Uint8Array;
  } catch (error) {
    throw failure() ?? error;
  }
  if (failure()) throw failure();
}

function countBytes(limit: number): Transform {
  let size = 0;
  return new Transform({
    transform(bytes: Uint8Array, _encoding, done) {
      size += bytes.byteLength;
      if (size > limit) done(tooLarge(limit));
      else done(null, bytes);
    },
  });
}

function tooLarge(limit: number): AppError {
  return new AppError("body_too_large", {
    public: `An upload may have at most ${Math.floor(limit / 1_048_576)} MB in all. Send the files in several uploads.`,
  });
}

function unreadable(reason: string, cause?: unknown): AppError {
  return new AppError("invalid_request", { public: `The upload could not be read: ${reason}.`, cause });
}
