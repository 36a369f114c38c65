"use client";

import { Dialog as Primitive } from "radix-ui";
import type { ReactNode } from "react";
import { classNames } from "./class-names";
import { useReturnFocus } from "./use-return-focus";
import "./style-nonce";

interface SheetProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** Read to a screen reader; the content shows its own heading. */
  title: string;
  side: "left" | "right" | "bottom";
  children: ReactNode;
  className?: string;
}

const sides = {
  left: "inset-y-0 left-0 w-[min(20rem,88vw)] animate-slide-right rounded-r-xl",
  right: "inset-y-0 right-0 w-[min(34rem,94vw)] animate-slide-left rounded-l-xl",
  bottom: "inset-x-0 bottom-0 h-[min(86dvh,52rem)] animate-slide-up rounded-t-xl",
};

/** A panel that slides over the page from one of its sides. */
export function Sheet({ open, onOpenChange, title, side, children, className }: SheetProps) {
  const returnFocus = useReturnFocus();
  return (
    <Primitive.Root open={open} onOpenChange={onOpenChange}>
      <Primitive.Portal>
        <Primitive.Overlay className="fixed inset-0 z-40 animate-appear bg-scrim" />
        <Primitive.Content
          {...returnFocus}
          aria-describedby={undefined}
          className={classNames(
            "fixed z-50 flex flex-col overflow-hidden bg-ground shadow-float outline-none",
            sides[side],
            className,
          )}
        >
          <Primitive.Title className="sr-only">{title}</Primitive.Title>
          {children}
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}
