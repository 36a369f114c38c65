export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/** Every leaf of the arguments as text, by its path: `edits.0.find`. Empty lists and objects are leaves. */
export function flatArguments(value: unknown, path = ""): Map<string, string> {
  const leaves = new Map<string, string>();
  const entries = entriesOf(value);
  if (entries.length === 0) {
    if (path !== "") leaves.set(path, textOf(value));
    return leaves;
  }
  for (const [key, inner] of entries)
    for (const [innerPath, text] of flatArguments(inner, path ? `${path}.${key}` : key))
      leaves.set(innerPath, text);
  return leaves;
}

/** The arguments with the leaf at `path` replaced; everything else is the same. */
export function withArgument(value: Json, path: string[], leaf: Json): Json {
  const [key, ...rest] = path;
  if (key === undefined) return leaf;
  if (Array.isArray(value))
    return value.map((inner, index) => (String(index) === key ? withArgument(inner, rest, leaf) : inner));
  if (value === null || typeof value !== "object") return value;
  return { ...value, [key]: withArgument(value[key] ?? null, rest, leaf) };
}

function entriesOf(value: unknown): [string, unknown][] {
  return value !== null && typeof value === "object" ? Object.entries(value) : [];
}

function textOf(value: unknown): string {
  if (typeof value === "string") return value;
  if (Array.isArray(value) || (value !== null && typeof value === "object")) return "";
  return String(value);
}
