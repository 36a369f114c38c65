import type { ComponentProps } from "react";
import { classNames } from "./class-names";

export const fieldStyles =
  "w-full rounded-md border border-line-strong/70 bg-surface px-3 text-base text-ink transition-colors placeholder:text-muted hover:border-line-strong focus-visible:outline-offset-0 disabled:opacity-60 aria-invalid:border-danger";

/** A one-line text field. */
export function Input({ className, ...rest }: ComponentProps<"input">) {
  return <input className={classNames(fieldStyles, "tap h-9", className)} {...rest} />;
}
