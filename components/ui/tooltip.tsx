"use client";

import { Tooltip as Primitive } from "radix-ui";
import type { ComponentProps, ReactNode } from "react";
import { Kbd } from "./kbd";

export const TooltipProvider = Primitive.Provider;

interface TooltipProps {
  label: string;
  /** Keys that do the same. */
  keys?: string | undefined;
  side?: ComponentProps<typeof Primitive.Content>["side"];
  /** The one control that it names; it still carries its own accessible name. */
  children: ReactNode;
}

/** The name of a control that shows only a sign. */
export function Tooltip({ label, keys, side = "bottom", children }: TooltipProps) {
  return (
    <Primitive.Root>
      <Primitive.Trigger asChild>{children}</Primitive.Trigger>
      <Primitive.Portal>
        <Primitive.Content
          side={side}
          sideOffset={6}
          collisionPadding={8}
          className="z-60 flex animate-appear items-center gap-2 rounded-sm bg-ink px-2 py-1 text-ground text-xs"
        >
          {label}
          {keys && <Kbd className="border-ground/30 bg-transparent text-ground/80">{keys}</Kbd>}
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}
