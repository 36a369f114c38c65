import { SearchIcon } from "lucide-react";
import type { ComponentProps } from "react";
import { classNames } from "./class-names";
import { Input } from "./input";

/** A search field with its sign; `aria-label` says what it searches. */
export function SearchInput({ className, ...rest }: ComponentProps<"input">) {
  return (
    <div className={classNames("relative", className)}>
      <SearchIcon
        aria-hidden
        className="pointer-events-none absolute top-1/2 left-2.5 size-4 -translate-y-1/2 text-faint"
      />
      <Input
        type="search"
        className="pl-8 [&::-webkit-search-cancel-button]:opacity-60 [&::-webkit-search-cancel-button]:grayscale"
        {...rest}
      />
    </div>
  );
}
