import { notFound } from "next/navigation";
import type { ReactNode } from "react";
import { LoadProblem } from "@/components/frame/load-problem";
import { loadPage } from "@/lib/http/load-page";

/**
 * The door of each page of Evals: admins alone. To everybody else, and where there is nothing, there is nothing at
 * this address; what failed is told in the page's place.
 */
export async function loadEvals<Data>(
  page: string,
  load: Parameters<typeof loadPage<Data>>[0]["load"],
): Promise<{ data: Data; failure: null } | { data: null; failure: ReactNode }> {
  const loaded = await loadPage({ page, auth: { scope: "evals", role: "admin" }, load });
  if (loaded.kind === "loaded") return { data: loaded.data, failure: null };
  if (loaded.kind === "missing" || loaded.problem.code === "forbidden") notFound();
  if (loaded.problem.code === "not_signed_in") notFound();
  return { data: null, failure: <LoadProblem problem={loaded.problem} /> };
}
