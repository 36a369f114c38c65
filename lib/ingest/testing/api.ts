// The API as a program calls it, without a server between: requests go to the route handlers themselves.
import type { IngestAccepted } from "../schema";

type Handler = (request: Request, route: { params: Promise<Record<string, string>> }) => Promise<Response>;

/** Calls a route handler as the address would. */
export function call(
  handler: Handler,
  address: string,
  init: RequestInit & { params?: Record<string, string> } = {},
): Promise<Response> {
  const { params = {}, ...rest } = init;
  const request = new Request(`http://127.0.0.1${address}`, {
    ...rest,
    headers: { host: "127.0.0.1", ...(rest.headers as Record<string, string> | undefined) },
  });
  return handler(request, { params: Promise.resolve(params) });
}

/** A request body of JSON. */
export function json(body: unknown): RequestInit {
  return { method: "POST", body: JSON.stringify(body), headers: { "content-type": "application/json" } };
}

export interface FormFile {
  name: string;
  content: string | Uint8Array;
  type?: string;
}

/** A multipart body; fields come after the files, as a form may send them. */
export function multipart(files: FormFile[], fields: Record<string, string> = {}): RequestInit {
  const boundary = "----groundwork-test";
  const parts: Buffer[] = [];
  for (const file of files) {
    const type = file.type ?? "application/octet-stream";
    parts.push(
      Buffer.from(
        `--${boundary}\r\ncontent-disposition: form-data; name="files"; filename="${file.name}"\r\ncontent-type: ${type}\r\n\r\n`,
      ),
      Buffer.from(file.content),
      Buffer.from("\r\n"),
    );
  }
  for (const [name, value] of Object.entries(fields)) {
    parts.push(
      Buffer.from(`--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`),
    );
  }
  parts.push(Buffer.from(`--${boundary}--\r\n`));
  return {
    method: "POST",
    body: Buffer.concat(parts),
    headers: { "content-type": `multipart/form-data; boundary=${boundary}` },
  };
}

/** The body of an accepted upload; fails the test with what came instead. */
export async function accepted(response: Response): Promise<IngestAccepted> {
  const body = await response.json();
  if (response.status !== 202) throw new Error(`${response.status} ${JSON.stringify(body)}`);
  return body as IngestAccepted;
}
