import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { cache } from "react";
import type { Access } from "@/db/access";
import { AppError } from "@/lib/errors/app-error";
import { type Caller, callerOf } from "./caller";

/** Who asks for the page being made: the same as at the door of the API. Nobody is sent to the sign-in page. */
export const pageCaller: () => Promise<Caller> = cache(async () => {
  const given = await headers();
  try {
    return await callerOf(given);
  } catch (error) {
    if (error instanceof AppError && error.status === 401) redirect(signInAddress(given));
    throw error;
  }
});

/** What whoever asks for a page may read. */
export async function pageAccess(): Promise<Access> {
  return (await pageCaller()).access;
}

/** The sign-in page, which leads back to where its visitor wanted to go. */
function signInAddress(given: Headers): string {
  // Written by proxy.ts, whatever the request itself said.
  const wanted = new URL(given.get("x-page") ?? "/", "http://page.invalid");
  wanted.searchParams.delete("_rsc");
  const next = wanted.pathname + wanted.search;
  return next === "/" ? "/sign-in" : `/sign-in?next=${encodeURIComponent(next)}`;
}
