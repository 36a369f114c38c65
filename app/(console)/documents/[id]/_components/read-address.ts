interface DocumentAddress {
  version: string | null;
  /** Code points, half-open. */
  passage: { start: number; end: number } | null;
  view: "pages" | "text";
}

/** What the address of a document says; what makes no sense counts as not said. */
export function readAddress(params: Record<string, string | string[] | undefined>): DocumentAddress {
  const one = (name: string) => {
    const value = params[name];
    return Array.isArray(value) ? value[0] : value;
  };
  const start = offset(one("start"));
  const end = offset(one("end"));
  return {
    version: one("version")?.slice(0, 100) || null,
    passage: start !== null && end !== null && end > start ? { start, end } : null,
    view: one("view") === "text" ? "text" : "pages",
  };
}

function offset(value: string | undefined): number | null {
  return value !== undefined && /^\d{1,9}$/.test(value) ? Number(value) : null;
}
