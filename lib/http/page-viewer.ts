import { unstable_rethrow } from "next/navigation";
import { nobody } from "@/lib/auth/nobody";
import type { Principal } from "@/lib/auth/schema";
import { pageCaller } from "./page-access";

/** What the frame shows of whoever is here; no id and no right goes to the browser with it. */
export type Viewer = Pick<Principal, "kind" | "name" | "role">;

/**
 * Who is here, for the frame around each page. Where that can't be said (no database), the frame still stands and
 * the page inside tells what happened. Somebody who isn't signed in is sent to the sign-in page.
 */
export async function pageViewer(): Promise<Viewer> {
  try {
    const { kind, name, role } = (await pageCaller()).principal;
    return { kind, name, role };
  } catch (error) {
    unstable_rethrow(error);
    const { kind, name, role } = nobody;
    return { kind, name, role };
  }
}
