"use client";

import { CheckIcon, MinusIcon } from "lucide-react";
import { Checkbox as Primitive } from "radix-ui";
import type { ComponentProps } from "react";
import { classNames } from "./class-names";

/** A check box; `checked="indeterminate"` stands for some of many. */
export function Checkbox({ className, ...rest }: ComponentProps<typeof Primitive.Root>) {
  return (
    <Primitive.Root
      className={classNames(
        "hit-area group pointer-coarse:[--hit:2.75rem] grid size-4 shrink-0 place-items-center rounded-xs border border-line-strong bg-surface text-on-accent data-[state=checked]:border-accent data-[state=indeterminate]:border-accent data-[state=checked]:bg-accent data-[state=indeterminate]:bg-accent",
        className,
      )}
      {...rest}
    >
      <Primitive.Indicator>
        <MinusIcon
          aria-hidden
          strokeWidth={3}
          className="hidden size-3 group-data-[state=indeterminate]:block"
        />
        <CheckIcon aria-hidden strokeWidth={3} className="hidden size-3 group-data-[state=checked]:block" />
      </Primitive.Indicator>
    </Primitive.Root>
  );
}
