import { ProblemError } from "@/components/api/request";
import type { Problem } from "@/lib/http/schema";
import type { IngestAccepted } from "@/lib/ingest/schema";

/** A file with its path in the folder that it came in. */
export interface ChosenFile {
  file: File;
  path: string;
}

/** What is said of all files of an upload. */
export interface UploadFields {
  source?: string | undefined;
  tags?: string[] | undefined;
  effectiveDate?: string | undefined;
}

interface Send {
  files: ChosenFile[];
  fields: UploadFields;
  signal: AbortSignal;
  /** Share of the bytes that were sent, 0 to 1. */
  onProgress: (share: number) => void;
}

/** Sends files to be read. `fetch` doesn't tell how much was sent, so this is an XMLHttpRequest. */
export function sendFiles({ files, fields, signal, onProgress }: Send): Promise<IngestAccepted> {
  const form = new FormData();
  if (fields.source) form.append("source", fields.source);
  for (const tag of fields.tags ?? []) form.append("tags", tag);
  if (fields.effectiveDate) form.append("effective_date", fields.effectiveDate);
  for (const { file, path } of files) form.append("files", file, path);
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", "/api/documents");
    request.upload.onprogress = (event) => {
      if (event.lengthComputable) onProgress(event.loaded / event.total);
    };
    request.onload = () => {
      if (request.status < 200 || request.status > 299) {
        reject(new ProblemError(readProblem(request.responseText)));
        return;
      }
      // The server parses its answers with the schema that the type is inferred from.
      resolve(JSON.parse(request.responseText) as IngestAccepted);
    };
    request.onerror = () => reject(new ProblemError(notSent));
    request.onabort = () => reject(new DOMException("The upload was stopped.", "AbortError"));
    signal.addEventListener("abort", () => request.abort());
    request.send(form);
  });
}

const notSent: Problem = {
  type: "about:blank",
  title: "The files did not arrive",
  status: 0,
  detail: "The connection to the server broke off. Check that it is running, and send the files again.",
  instance: "/api/documents",
  code: "unreachable",
  request_id: "",
};

function readProblem(text: string): Problem {
  try {
    const body: unknown = JSON.parse(text);
    return body !== null && typeof body === "object" ? { ...notSent, ...body } : notSent;
  } catch {
    return notSent;
  }
}

/** The files of a drop, folders opened. */
export async function filesOfDrop(transfer: DataTransfer): Promise<ChosenFile[]> {
  // Entries must be asked for before anything is awaited: the list is emptied after the event.
  const entries = [...transfer.items].flatMap((item) => {
    const entry = item.kind === "file" ? item.webkitGetAsEntry() : null;
    return entry ? [entry] : [];
  });
  if (entries.length === 0) return [...transfer.files].map((file) => ({ file, path: file.name }));
  const found = await Promise.all(entries.map(filesOfEntry));
  return found.flat();
}

/** The files of a chooser; a folder's carry their path. */
export function filesOfInput(list: FileList): ChosenFile[] {
  return [...list]
    .map((file) => ({ file, path: file.webkitRelativePath || file.name }))
    .filter(({ path }) => !isHidden(path));
}

async function filesOfEntry(entry: FileSystemEntry): Promise<ChosenFile[]> {
  const path = entry.fullPath.replace(/^\//, "");
  if (isHidden(path)) return [];
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) =>
      (entry as FileSystemFileEntry).file(resolve, reject),
    );
    return [{ file, path }];
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  const files: ChosenFile[] = [];
  // A reader hands out at most a hundred entries at a time, and none when it is through.
  for (;;) {
    const batch = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (batch.length === 0) return files;
    files.push(...(await Promise.all(batch.map(filesOfEntry))).flat());
  }
}

function isHidden(path: string): boolean {
  return path.split("/").some((part) => part.startsWith("."));
}
