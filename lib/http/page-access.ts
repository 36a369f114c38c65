import { type Access, anonymousAccess } from "@/db/access";

/** What whoever asks for a page may read: the same as at the door of the API. */
export async function pageAccess(): Promise<Access> {
  return anonymousAccess;
}
