import { env } from "@/lib/env/env";
import { AppError } from "@/lib/errors/app-error";
import { fromZod } from "@/lib/http/problem";
import { readMultipart } from "@/lib/http/read-multipart";
import { type ApiInput, readJson } from "@/lib/http/with-api";
import { acceptText } from "@/lib/ingest/accept-text";
import { acceptUpload } from "@/lib/ingest/accept-upload";
import { type IngestAccepted, ingestTextSchema } from "@/lib/ingest/schema";

const megabyte = 1_048_576;

/** Takes a text as JSON or files as multipart; answers 202 once they are stored and queued. */
export async function handleIngest({
  request,
  access,
  context,
}: ApiInput<undefined, undefined>): Promise<Response> {
  const who = { access, requestId: context.requestId };
  const type = request.headers.get("content-type") ?? "";
  let accepted: Omit<IngestAccepted, "request_id">;
  if (/^multipart\/form-data\b/i.test(type)) {
    const parts = readMultipart(request, { totalBytes: env().MAX_REQUEST_MB * megabyte });
    accepted = await acceptUpload({ ...who, parts });
  } else if (/^application\/([\w.+-]+\+)?json\b/i.test(type)) {
    accepted = await acceptText({ ...who, document: await readDocument(request) });
  } else {
    throw new AppError("unsupported_media_type");
  }
  const body: IngestAccepted = { ...accepted, request_id: context.requestId };
  return Response.json(body, { status: 202, headers: { location: accepted.status_url } });
}

async function readDocument(request: Request) {
  // JSON writes some characters as six: a text at the limit must still fit.
  const value = await readJson(request, env().MAX_FILE_MB * megabyte * 2 + megabyte);
  const parsed = ingestTextSchema.safeParse(value);
  if (!parsed.success) throw fromZod(parsed.error);
  return parsed.data;
}
