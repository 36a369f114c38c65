export interface ServedFile {
  filename: string;
  mediaType: string;
  sizeBytes: number;
  sha256: string;
  read(range: { start: number; end: number }): AsyncGenerator<Uint8Array>;
}

/** Kinds that a browser shows without running anything of the file in this server's name. */
const shownInPlace = new Set(["application/pdf"]);

/**
 * A kept file as an answer: whole, or the one range that was asked for. It is offered for saving, and should a
 * browser show it all the same, nothing in it may run: what people upload is never trusted.
 */
export function fileResponse(request: Request, file: ServedFile): Response {
  const etag = `"${file.sha256}"`;
  const type = file.mediaType.split(";")[0]?.trim().toLowerCase() ?? "";
  const headers = new Headers({
    "accept-ranges": "bytes",
    "cache-control": "private, no-cache",
    "content-disposition": disposition(shownInPlace.has(type) ? "inline" : "attachment", file.filename),
    // A browser's own PDF viewer doesn't start in a sandbox, and runs nothing in this server's name anyway.
    "content-security-policy": shownInPlace.has(type)
      ? "frame-ancestors 'self'"
      : "sandbox; default-src 'none'",
    "content-type": shownInPlace.has(type) ? type : downloadType(type),
    etag,
    "x-content-type-options": "nosniff",
  });
  if (request.headers.get("if-none-match") === etag) return new Response(null, { status: 304, headers });
  const range = parseRange(request, file.sizeBytes, etag);
  if (range === "unsatisfiable") {
    headers.set("content-range", `bytes */${file.sizeBytes}`);
    return new Response(null, { status: 416, headers });
  }
  const { start, end } = range ?? { start: 0, end: file.sizeBytes };
  headers.set("content-length", String(end - start));
  if (range) headers.set("content-range", `bytes ${start}-${end - 1}/${file.sizeBytes}`);
  return new Response(toStream(file.read({ start, end })), { status: range ? 206 : 200, headers });
}

/** What a browser might run is named as plain bytes. */
function downloadType(type: string): string {
  return /html|xml|svg|javascript|^$/.test(type) && !type.includes("openxmlformats")
    ? "application/octet-stream"
    : type;
}

function disposition(kind: string, filename: string): string {
  const plain = filename.replace(/[^\x20-\x7e]/g, "_").replace(/["\\]/g, "_");
  const encoded = encodeURIComponent(filename).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `${kind}; filename="${plain}"; filename*=UTF-8''${encoded}`;
}

function parseRange(
  request: Request,
  size: number,
  etag: string,
): { start: number; end: number } | "unsatisfiable" | undefined {
  const match = /^bytes=(\d*)-(\d*)$/.exec(request.headers.get("range") ?? "");
  const condition = request.headers.get("if-range");
  if (!match || (condition !== null && condition !== etag)) return undefined;
  const [, from = "", to = ""] = match;
  if (from === "" && to === "") return undefined;
  const start = from === "" ? Math.max(0, size - Number(to)) : Number(from);
  const end = from === "" || to === "" ? size : Math.min(size, Number(to) + 1);
  return start >= size || end <= start ? "unsatisfiable" : { start, end };
}

function toStream(bytes: AsyncGenerator<Uint8Array>): ReadableStream<Uint8Array> {
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await bytes.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    async cancel() {
      await bytes.return(undefined);
    },
  });
}
