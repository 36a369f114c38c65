import type { ComponentProps } from "react";
import { classNames } from "./class-names";

/** A key of the keyboard. */
export function Kbd({ className, ...rest }: ComponentProps<"kbd">) {
  return (
    <kbd
      className={classNames(
        "inline-flex h-5 min-w-5 items-center justify-center rounded-xs border border-line bg-sunken px-1 font-sans text-muted text-xs",
        className,
      )}
      {...rest}
    />
  );
}
