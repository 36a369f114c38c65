"use client";

import { Command as Primitive } from "cmdk";
import { SearchIcon } from "lucide-react";
import { Dialog } from "radix-ui";
import { type ComponentProps, type ReactNode, useRef } from "react";
import { classNames } from "./class-names";
import "./style-nonce";

interface CommandDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  label: string;
  placeholder: string;
  value: string;
  onValueChange: (value: string) => void;
  /** The entry that Enter takes, by its `value`. */
  selected: string;
  /** Somebody moved to another entry. */
  onSelectedChange: (selected: string) => void;
  children: ReactNode;
}

/** A list of everything, narrowed by typing. Matching is left to the caller. */
export function CommandDialog(props: CommandDialogProps) {
  // cmdk also reports what it selects by itself when entries change; only a person's move counts.
  const byHand = useRef(false);
  return (
    <Dialog.Root open={props.open} onOpenChange={props.onOpenChange}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 animate-appear bg-scrim" />
        <Dialog.Content
          aria-describedby={undefined}
          className="fixed inset-x-3 top-[max(0.75rem,14dvh)] z-50 mx-auto max-w-xl animate-pop overflow-hidden rounded-xl bg-raised shadow-float outline-none"
        >
          <Dialog.Title className="sr-only">{props.label}</Dialog.Title>
          <Primitive
            label={props.label}
            shouldFilter={false}
            loop
            value={props.selected}
            onValueChange={(selected) => byHand.current && props.onSelectedChange(selected)}
            onKeyDownCapture={(event) => {
              byHand.current = /^(Arrow|Home|End|Page)/.test(event.key);
            }}
            onPointerMoveCapture={() => {
              byHand.current = true;
            }}
          >
            <div className="flex items-center gap-3 border-b px-4">
              <SearchIcon aria-hidden className="size-4 text-faint" />
              <Primitive.Input
                value={props.value}
                onValueChange={props.onValueChange}
                placeholder={props.placeholder}
                className="h-12 w-full bg-transparent text-read outline-none placeholder:text-muted"
              />
            </div>
            <Primitive.List className="max-h-[min(26rem,56dvh)] overflow-y-auto overscroll-contain p-1.5">
              {props.children}
            </Primitive.List>
          </Primitive>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

export const CommandEmpty = Primitive.Empty;

/** Entries of one kind. */
export function CommandGroup({ className, ...rest }: ComponentProps<typeof Primitive.Group>) {
  return (
    <Primitive.Group
      className={classNames(
        "[&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-muted [&_[cmdk-group-heading]]:text-xs",
        className,
      )}
      {...rest}
    />
  );
}

/** One entry. */
export function CommandItem({ className, ...rest }: ComponentProps<typeof Primitive.Item>) {
  return (
    <Primitive.Item
      className={classNames(
        "tap flex min-h-9 items-center gap-3 rounded-md px-2.5 py-1.5 data-[selected=true]:bg-hover [&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:text-faint",
        className,
      )}
      {...rest}
    />
  );
}
