import type { ComponentProps } from "react";
import { classNames } from "./class-names";

/** A table of rows that scrolls sideways inside its own frame when it must. */
export function Table({ className, ...rest }: ComponentProps<"table">) {
  return <table className={classNames("w-full border-collapse text-left text-base", className)} {...rest} />;
}

export function TableHead({ className, ...rest }: ComponentProps<"th">) {
  return (
    <th
      className={classNames("h-9 whitespace-nowrap border-b px-3 font-medium text-muted text-sm", className)}
      {...rest}
    />
  );
}

export function TableRow({ className, ...rest }: ComponentProps<"tr">) {
  return (
    <tr
      className={classNames(
        "border-b transition-colors hover:bg-hover data-[selected=true]:bg-accent-soft",
        className,
      )}
      {...rest}
    />
  );
}

export function TableCell({ className, ...rest }: ComponentProps<"td">) {
  return <td className={classNames("px-3 py-2.5 align-middle", className)} {...rest} />;
}
