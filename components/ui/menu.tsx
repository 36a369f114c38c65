"use client";

import { CheckIcon } from "lucide-react";
import { DropdownMenu as Primitive } from "radix-ui";
import type { ComponentProps } from "react";
import { classNames } from "./class-names";
import "./style-nonce";

export const Menu = Primitive.Root;
export const MenuTrigger = Primitive.Trigger;

/** The list that a menu's trigger opens. */
export function MenuContent({ className, ...rest }: ComponentProps<typeof Primitive.Content>) {
  return (
    <Primitive.Portal>
      <Primitive.Content
        sideOffset={4}
        collisionPadding={8}
        className={classNames(
          "z-50 max-h-(--radix-dropdown-menu-content-available-height) min-w-44 animate-pop overflow-y-auto rounded-lg bg-raised p-1 shadow-float",
          className,
        )}
        {...rest}
      />
    </Primitive.Portal>
  );
}

const itemStyles =
  "tap flex min-h-8 items-center gap-2.5 rounded-sm px-2.5 py-1 text-base outline-none data-[disabled]:opacity-50 data-[highlighted]:bg-hover [&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:text-faint";

/** One entry; `danger` for what takes something away. */
export function MenuItem({
  className,
  danger,
  ...rest
}: ComponentProps<typeof Primitive.Item> & { danger?: boolean }) {
  return (
    <Primitive.Item
      className={classNames(itemStyles, danger && "text-danger [&_svg]:text-danger", className)}
      {...rest}
    />
  );
}

/** An entry that is on or off. */
export function MenuCheckboxItem({
  className,
  children,
  ...rest
}: ComponentProps<typeof Primitive.CheckboxItem>) {
  return (
    <Primitive.CheckboxItem className={classNames(itemStyles, "pl-8", className)} {...rest}>
      <Primitive.ItemIndicator className="absolute left-3">
        <CheckIcon aria-hidden className="text-accent!" />
      </Primitive.ItemIndicator>
      {children}
    </Primitive.CheckboxItem>
  );
}

/** Words over a group of entries. */
export function MenuLabel({ className, ...rest }: ComponentProps<typeof Primitive.Label>) {
  return (
    <Primitive.Label className={classNames("px-2.5 pt-1.5 pb-1 text-muted text-xs", className)} {...rest} />
  );
}

/** A line between groups of entries. */
export function MenuSeparator() {
  return <Primitive.Separator className="mx-1 my-1 h-px bg-line" />;
}
