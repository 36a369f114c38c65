import { requestJson } from "@/components/api/request";
import { toast } from "@/components/ui/toast";
import type { DocumentText } from "@/lib/documents/schema";

interface Address {
  versionId: string;
  current: boolean;
  view: "pages" | "text";
  start?: number;
  end?: number;
}

/** The address of the reading view, at a passage when both ends are given. */
export function addressOf(id: string, { versionId, current, view, start, end }: Address): string {
  const search = new URLSearchParams();
  if (!current) search.set("version", versionId);
  if (view === "text") search.set("view", "text");
  if (start !== undefined && end !== undefined) {
    search.set("start", String(start));
    search.set("end", String(end));
  }
  const query = search.toString();
  return query ? `/documents/${id}?${query}` : `/documents/${id}`;
}

/** Copies an address of this server as a whole link and says so. */
export async function copyLink(address: string, message = "Link copied"): Promise<void> {
  await navigator.clipboard.writeText(new URL(address, window.location.href).href);
  toast(message);
}

/** The page on which the character at `offset` stands; null when it can't be told. */
export async function pageOf(id: string, versionId: string, offset: number): Promise<number | null> {
  const search = new URLSearchParams({ version: versionId, start: String(offset), end: String(offset + 1) });
  const text = await requestJson<DocumentText>(
    `/api/documents/${encodeURIComponent(id)}/text?${search}`,
  ).catch(() => null);
  return text?.blocks.findLast((block) => block.start <= offset)?.page ?? null;
}
