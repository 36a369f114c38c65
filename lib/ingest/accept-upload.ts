import type { Access } from "@/db/access";
import { database } from "@/db/client";
import { AppError } from "@/lib/errors/app-error";
import { acceptFiles, type Candidate, forgetOriginals } from "./accept";
import { cleanUri } from "./clean-uri";
import { fileType } from "./file-type";
import { type IngestAccepted, type IngestFields, ingestFieldsSchema } from "./schema";
import { storeOriginal } from "./store-original";

/** A part of an upload; what is left of a file's bytes is skipped when the next part is asked for. */
export type UploadPart =
  | { kind: "field"; name: string; value: string }
  | { kind: "file"; name: string; filename: string; mediaType: string; bytes: AsyncIterable<Uint8Array> };

/**
 * Takes the files of an upload as they come in; fields may stand before or after them.
 * A file that can't be taken is a failed item beside the others, and the answer's error when it is the only one.
 */
export async function acceptUpload(accept: {
  access: Access;
  requestId: string;
  parts: AsyncIterable<UploadPart>;
}): Promise<Omit<IngestAccepted, "request_id">> {
  const { access, requestId } = accept;
  const candidates: Candidate[] = [];
  // Without a prototype: a field may be named `constructor`.
  const given: Record<string, string[]> = Object.create(null);
  try {
    for await (const part of accept.parts) {
      if (part.kind === "field") given[part.name] = [...(given[part.name] ?? []), part.value];
      else candidates.push(await takeFile(part));
    }
    const fields = parseFields(given, candidates);
    return await acceptFiles({
      access,
      requestId,
      candidates: candidates.map((file) => withFields(file, fields)),
    });
  } catch (error) {
    await forgetOriginals(candidates).catch(() => {});
    throw error;
  }
}

async function takeFile(part: Extract<UploadPart, { kind: "file" }>): Promise<Candidate> {
  const uri = cleanUri(part.filename);
  const name = uri || "unnamed file";
  try {
    if (uri === "" || uri.length > 2000)
      throw new AppError("invalid_request", { public: "A file of this upload has no usable name." });
    const type = fileType(uri, part.mediaType);
    if (!type) throw unsupported(uri);
    const original = await storeOriginal(await database(), {
      filename: uri.split("/").at(-1) ?? uri,
      mediaType: part.mediaType,
      bytes: part.bytes,
    });
    return { kind: "stored", name, uri, type, original };
  } catch (error) {
    if (!(error instanceof AppError) || !aboutTheFile.has(error.code)) throw error;
    return { kind: "refused", name, error };
  }
}

const aboutTheFile = new Set(["file_empty", "file_too_large", "file_type_unsupported", "invalid_request"]);

/** The sentence for a file of a kind that can't be read. */
export function unsupported(name: string): AppError {
  return new AppError("file_type_unsupported", {
    public: `“${name}” is not of a kind that can be read. Supported are Markdown, text, HTML, PDF, Word (docx), PowerPoint (pptx), Excel (xlsx) and CSV.`,
  });
}

function parseFields(given: Record<string, string[]>, candidates: Candidate[]): IngestFields {
  const { tags, ...rest } = given;
  const single = Object.fromEntries(Object.entries(rest).map(([name, values]) => [name, values.at(-1)]));
  const list = tags?.flatMap((value) => value.split(",")).filter((tag) => tag.trim() !== "");
  const fields = ingestFieldsSchema.parse(withoutEmpty({ ...single, ...(list && { tags: list }) }));
  for (const [name, value] of [
    ["title", fields.title],
    ["uri", fields.uri],
  ] as const) {
    if (value !== undefined && candidates.length > 1) {
      throw new AppError("invalid_request", {
        public: `${name} belongs to one file, but this upload has ${candidates.length}.`,
        invalidParams: [{ name, reason: "needs an upload of one file" }],
      });
    }
  }
  return fields;
}

/** A form sends an untouched field as an empty one. */
function withoutEmpty(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== ""));
}

function withFields(candidate: Candidate, fields: IngestFields): Candidate {
  if (candidate.kind !== "stored") return candidate;
  return {
    ...candidate,
    uri: fields.uri === undefined ? candidate.uri : cleanUri(fields.uri),
    source: fields.source,
    title: fields.title,
    tags: fields.tags,
    effectiveDate: fields.effective_date,
  };
}
