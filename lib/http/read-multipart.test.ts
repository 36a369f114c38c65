import fc from "fast-check";
import { expect, it } from "vitest";
import { multipart } from "../ingest/testing/api";
import { readMultipart } from "./read-multipart";

const limits = { totalBytes: 10_000_000 };
const type = { "content-type": "multipart/form-data; boundary=b" };
const head = 'content-disposition: form-data; name="files"; filename="a.txt"\r\n\r\n';

async function readAll(request: Request, total = limits.totalBytes): Promise<[string, string][]> {
  const parts: [string, string][] = [];
  for await (const part of readMultipart(request, { totalBytes: total })) {
    if (part.kind === "field") parts.push([part.name, part.value]);
    else {
      const bytes: Uint8Array[] = [];
      for await (const piece of part.bytes) bytes.push(piece);
      parts.push([part.filename, Buffer.concat(bytes).toString("latin1")]);
    }
  }
  return parts;
}

function streamed(pieces: (string | Error)[]): Request {
  const rest = [...pieces];
  const body = new ReadableStream({
    async pull(controller) {
      const piece = rest.shift();
      if (piece === undefined) controller.close();
      else if (piece instanceof Error) controller.error(piece);
      else controller.enqueue(Buffer.from(piece));
    },
  });
  return new Request("http://x/", { method: "POST", body, headers: type, duplex: "half" } as RequestInit);
}

it("gives every part whole and in order, whatever bytes the files hold", async () => {
  const file = fc.record({
    name: fc.stringMatching(/^[a-zäß日_ -]{1,20}\.txt$/),
    content: fc.uint8Array({ minLength: 1, maxLength: 100_000 }),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(file, { maxLength: 4 }), async (files) => {
      const request = new Request("http://x/", multipart(files, { source: "Größe" }));
      expect(await readAll(request)).toEqual([
        ...files.map(({ name, content }) => [name, Buffer.from(content).toString("latin1")]),
        ["source", "Größe"],
      ]);
    }),
    { numRuns: 40 },
  );
});

it("skips a file that nobody reads, or reads to its end", async () => {
  const large = { name: "large.txt", content: Buffer.alloc(2_000_000, "x") };
  const request = new Request(
    "http://x/",
    multipart([large, large, { name: "b.txt", content: "b" }], { last: "1" }),
  );
  const names: string[] = [];
  for await (const part of readMultipart(request, limits)) {
    names.push(part.kind === "file" ? part.filename : part.name);
    if (part.kind === "file" && names.length === 2) for await (const _ of part.bytes) break;
  }
  expect(names).toEqual(["large.txt", "large.txt", "b.txt", "last"]);
});

it("ends with an error, not with half a file, when the caller leaves", async () => {
  const request = streamed([`--b\r\n${head}`, "half of it", new Error("gone")]);
  await expect(readAll(request)).rejects.toThrow();
});

it("refuses a body past the limit while a file is read", async () => {
  const request = streamed([`--b\r\n${head}`, "x".repeat(600), "x".repeat(600), "\r\n--b--\r\n"]);
  await expect(readAll(request, 1000)).rejects.toMatchObject({ code: "body_too_large" });
});

it("refuses a body that ends in the middle", async () => {
  await expect(readAll(streamed([`--b\r\n${head}`, "half of it"]))).rejects.toMatchObject({
    code: "invalid_request",
  });
});
