/** What an address says after its `?`, one value a name. */
export type Address = Record<string, string>;

type SearchParams = Record<string, string | string[] | undefined>;

/** The given names of an address, cut to a sensible length; the first value of each. */
export function readAddress(params: SearchParams): Address {
  const address: Address = {};
  for (const [name, value] of Object.entries(params)) {
    const one = Array.isArray(value) ? value[0] : value;
    if (one) address[name] = one.slice(0, 200);
  }
  return address;
}

/** The address with some names changed; undefined takes one out. Turning anything begins at the first page again. */
export function hrefWith(
  path: string,
  address: Address,
  changes: Record<string, string | undefined>,
): string {
  const next: Record<string, string | undefined> = {
    ...address,
    ...(changes.page === undefined && { page: undefined }),
    ...changes,
  };
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(next)) if (value) search.set(name, value);
  const text = search.toString();
  return text ? `${path}?${text}` : path;
}

/** Number of the page that an address names, from 1. */
export function pageOf(address: Address): number {
  const page = Number(address.page);
  return Number.isInteger(page) && page > 0 && page < 100_000 ? page : 1;
}

/**
 * What of an address a query understands. A name whose value makes no sense counts as not said, so that an old or
 * mistyped link still shows something.
 */
export function understood<Output>(
  schema: {
    safeParse: (value: unknown) => {
      success: boolean;
      data?: Output;
      error?: { issues: { path: PropertyKey[] }[] };
    };
  },
  address: Address,
): Output {
  let kept: Address = address;
  for (let tries = 0; tries < 20; tries++) {
    const parsed = schema.safeParse(kept);
    if (parsed.success && parsed.data !== undefined) return parsed.data;
    const wrong = new Set(parsed.error?.issues.map(({ path }) => String(path[0])));
    kept = Object.fromEntries(Object.entries(kept).filter(([name]) => !wrong.has(name)));
  }
  throw new Error("the query has no form without values");
}
