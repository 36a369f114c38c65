"use client";

import { XIcon } from "lucide-react";
import { Dialog as Primitive } from "radix-ui";
import type { ReactNode } from "react";
import { Button } from "./button";
import { classNames } from "./class-names";
import { Scrolling } from "./scrolling";
import { useReturnFocus } from "./use-return-focus";
import "./style-nonce";

export const DialogClose = Primitive.Close;

interface DialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  /** A sentence under the title. */
  description?: string | undefined;
  children: ReactNode;
  /** Buttons, the one that is meant last. */
  footer?: ReactNode;
  className?: string;
}

/** A window over the page that must be answered or closed. */
export function Dialog({ open, onOpenChange, title, description, children, footer, className }: DialogProps) {
  const returnFocus = useReturnFocus();
  return (
    <Primitive.Root open={open} onOpenChange={onOpenChange}>
      <Primitive.Portal>
        <Primitive.Overlay className="fixed inset-0 z-40 animate-appear bg-scrim" />
        <Primitive.Content
          {...returnFocus}
          {...(description ? {} : { "aria-describedby": undefined })}
          className={classNames(
            "fixed inset-x-3 top-[max(1rem,12dvh)] z-50 mx-auto flex max-h-[min(44rem,80dvh)] max-w-lg animate-rise flex-col overflow-hidden rounded-xl bg-raised shadow-float outline-none",
            className,
          )}
        >
          <div className="flex items-start justify-between gap-4 px-5 pt-4">
            <div className="grid gap-1">
              <Primitive.Title className="font-semibold text-lg">{title}</Primitive.Title>
              {description && (
                <Primitive.Description className="text-muted">{description}</Primitive.Description>
              )}
            </div>
            <Primitive.Close asChild>
              <Button tone="quiet" size="sm" square aria-label="Close" className="-mr-1.5">
                <XIcon aria-hidden />
              </Button>
            </Primitive.Close>
          </div>
          <Scrolling label={title} className="min-h-0 flex-1 px-5 py-4">
            {children}
          </Scrolling>
          {footer && <div className="flex justify-end gap-2 border-t px-5 py-3">{footer}</div>}
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}
