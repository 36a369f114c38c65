import { AppError } from "@/lib/errors/app-error";

/** JSON without these escapes holds only strings that can be kept. */
export const mayHoldUnstorable = /\\u(?:0000|d[89a-f])/i;

/**
 * A parsed JSON value, changed in place so that PostgreSQL can keep each of its strings: a half surrogate pair, as
 * clients leave that cut a text in the middle of an emoji, becomes U+FFFD. Throws `invalid_request` for a NUL.
 */
export function storableText(value: unknown): unknown {
  const root = { body: value };
  // Not by recursion: a body may be nested deeper than the stack.
  const open: { container: object; path: string }[] = [{ container: root, path: "" }];
  for (let next = open.pop(); next; next = open.pop()) {
    const { container, path } = next;
    for (const [key, entry] of Object.entries(container)) {
      const name = container === root ? "" : path === "" ? key : `${path}.${key}`;
      if (typeof entry === "string") Object.assign(container, { [key]: clean(entry, name || "body") });
      else if (typeof entry === "object" && entry !== null) open.push({ container: entry, path: name });
    }
  }
  return root.body;
}

function clean(text: string, name: string): string {
  if (text.includes("\u0000")) {
    throw new AppError("invalid_request", {
      public: `${name} holds a NUL character, which no text has.`,
      invalidParams: [{ name, reason: "holds a NUL character" }],
    });
  }
  return text.replace(/\p{Cs}/gu, "\ufffd");
}
