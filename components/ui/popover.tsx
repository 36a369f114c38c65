"use client";

import { Popover as Primitive } from "radix-ui";
import type { ComponentProps } from "react";
import { classNames } from "./class-names";
import "./style-nonce";

export const Popover = Primitive.Root;
export const PopoverTrigger = Primitive.Trigger;
export const PopoverAnchor = Primitive.Anchor;
export const PopoverClose = Primitive.Close;

/** What floats beside its trigger or anchor. */
export function PopoverContent({ className, ...rest }: ComponentProps<typeof Primitive.Content>) {
  return (
    <Primitive.Portal>
      <Primitive.Content
        sideOffset={6}
        collisionPadding={10}
        className={classNames(
          "z-50 w-80 max-w-[calc(100vw-1.25rem)] animate-pop rounded-lg bg-raised p-3 shadow-float outline-none",
          className,
        )}
        {...rest}
      />
    </Primitive.Portal>
  );
}
