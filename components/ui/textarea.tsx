import type { ComponentProps } from "react";
import { classNames } from "./class-names";
import { fieldStyles } from "./input";

/** A text field that grows with what is written into it, up to its `max-height`. */
export function Textarea({ className, ...rest }: ComponentProps<"textarea">) {
  return (
    <textarea
      className={classNames(fieldStyles, "field-sizing-content min-h-20 py-2", className)}
      {...rest}
    />
  );
}
