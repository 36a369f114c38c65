// What is shown of a request and its answer: without secrets, and without the rest of a long list or stream.
import type { RouteExample } from "../example-schema";

const longestList = 2;
const longestStream = 1500;
/** Lists that are cut; of others the rest would be missed, as a citation that a sentence names. */
const cutLists = new Set([
  "data",
  "considered",
  "nearest",
  "results",
  "passages",
  "items",
  "parts",
  "runs",
  "blocks",
]);

export function shownExample(sent: {
  request: { params?: Record<string, string>; query?: Record<string, string>; body?: unknown };
  status: number;
  type: string;
  body: unknown;
}): RouteExample {
  const { params, query, body } = sent.request;
  return {
    ...(params && { params }),
    ...(query && { query }),
    ...(body !== undefined && { body: shown(body) }),
    status: sent.status,
    type: sent.type,
    ...(sent.type !== "" && {
      answer: typeof sent.body === "string" ? firstLines(sent.body) : shown(sent.body),
    }),
  };
}

function shown(value: unknown, name = ""): unknown {
  if (typeof value === "string") return withoutSecrets(value);
  if (Array.isArray(value))
    return (cutLists.has(name) ? value.slice(0, longestList) : value).map((item) => shown(item));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, shown(item, key)]));
}

/** Keys and tokens of a database that is gone would still look like leaked ones. */
function withoutSecrets(text: string): string {
  return text.replace(/\b(gw_[0-9a-f]{16}_)[\w-]{43}/g, "$1…").replace(/(^|token=)[\w-]{43}$/g, "$1…");
}

function firstLines(text: string): string {
  if (text.length <= longestStream) return text;
  const end = text.lastIndexOf("\n\n", longestStream);
  return text.slice(0, end > 0 ? end + 2 : text.lastIndexOf("\n", longestStream) + 1);
}
