import { useCallback, useEffect, useState } from "react";
import type { Problem } from "@/lib/http/schema";
import { requestJson, toReadableProblem } from "./request";
import { useRequest } from "./use-request";

interface Page<Item> {
  data: Item[];
  next_cursor: string | null;
}

interface More<Item> {
  /** The first page that these come after: another one makes them nothing. */
  first: Page<Item>;
  pages: Page<Item>[];
}

/**
 * A list of the API, page by page: `items` of the pages read so far, null before the first. `more` reads the next one
 * and is null at the end; with `all` every page is read, one after the other.
 */
export function useList<Item>(path: string, { all = false }: { all?: boolean } = {}) {
  const { data: first, problem, retry } = useRequest<Page<Item>>(path);
  const [later, setLater] = useState<More<Item> | null>(null);
  const [pending, setPending] = useState(false);
  const [laterProblem, setLaterProblem] = useState<Problem | null>(null);
  const pages = first ? [first, ...(later?.first === first ? later.pages : [])] : [];
  const cursor = pages.at(-1)?.next_cursor ?? null;

  const more = useCallback(async () => {
    if (!first || cursor === null || pending) return;
    setPending(true);
    setLaterProblem(null);
    try {
      const page = await requestJson<Page<Item>>(
        `${path}${path.includes("?") ? "&" : "?"}cursor=${encodeURIComponent(cursor)}`,
      );
      setLater((before) => ({ first, pages: [...(before?.first === first ? before.pages : []), page] }));
    } catch (error) {
      setLaterProblem(toReadableProblem(error));
    } finally {
      setPending(false);
    }
  }, [first, cursor, pending, path]);

  useEffect(() => {
    if (all && laterProblem === null) void more();
  }, [all, laterProblem, more]);

  return {
    items: first ? pages.flatMap(({ data }) => data) : null,
    more: cursor === null ? null : more,
    pending,
    problem,
    laterProblem,
    retry,
  };
}
