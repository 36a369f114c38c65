import { z } from "zod";
import { AppError } from "@/lib/errors/app-error";

const cursorSchema = z.tuple([z.string(), z.string(), z.string()]);

/** Where a page of a list ended, as one opaque word. `order` ties it to the list that it was made for. */
export function encodeCursor(cursor: { order: string; value: string; id: string }): string {
  return Buffer.from(JSON.stringify([cursor.order, cursor.value, cursor.id])).toString("base64url");
}

/** Reads a cursor back. Throws `invalid_request` for one that wasn't made for this order. */
export function decodeCursor(text: string, order: string): { value: string; id: string } {
  const parsed = cursorSchema.safeParse(parseJson(Buffer.from(text, "base64url").toString("utf8")));
  if (!parsed.success || parsed.data[0] !== order) {
    throw new AppError("invalid_request", {
      public: "cursor is not from this list. Begin again without it.",
      invalidParams: [{ name: "cursor", reason: "is not from this list" }],
    });
  }
  return { value: parsed.data[1], id: parsed.data[2] };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
