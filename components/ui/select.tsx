"use client";

import { CheckIcon, ChevronDownIcon } from "lucide-react";
import { Select as Primitive } from "radix-ui";
import { classNames } from "./class-names";
import { styleNonce } from "./style-nonce";

interface SelectProps {
  /** Said before the value, and to a screen reader. */
  label: string;
  value: string;
  options: { value: string; label: string }[];
  onValueChange: (value: string) => void;
  /** Shows `label` in front of the value. */
  showLabel?: boolean;
  className?: string;
  id?: string;
}

/** One choice of a few. */
export function Select({ label, value, options, onValueChange, showLabel, className, id }: SelectProps) {
  return (
    <Primitive.Root value={value} onValueChange={onValueChange}>
      <Primitive.Trigger
        id={id}
        aria-label={label}
        className={classNames(
          "tap inline-flex h-9 min-w-0 items-center justify-between gap-2 rounded-md border border-line-strong/60 bg-surface px-3 text-base transition-colors hover:bg-hover data-[state=open]:bg-hover",
          className,
        )}
      >
        <span className="flex min-w-0 gap-1.5 truncate">
          {showLabel && <span className="text-muted">{label}</span>}
          <span className="truncate">
            {/* Said here, because the primitive knows it only once its own script has run. */}
            <Primitive.Value>{options.find((option) => option.value === value)?.label}</Primitive.Value>
          </span>
        </span>
        <ChevronDownIcon aria-hidden className="size-4 shrink-0 text-faint" />
      </Primitive.Trigger>
      <Primitive.Portal>
        <Primitive.Content
          position="popper"
          sideOffset={4}
          className="z-50 max-h-(--radix-select-content-available-height) min-w-(--radix-select-trigger-width) animate-pop overflow-hidden rounded-lg bg-raised p-1 shadow-float"
        >
          <Primitive.Viewport nonce={styleNonce()}>
            {options.map((option) => (
              <Primitive.Item
                key={option.value}
                value={option.value}
                className="tap flex h-8 items-center justify-between gap-4 rounded-sm px-2.5 text-base outline-none data-[highlighted]:bg-hover"
              >
                <Primitive.ItemText>{option.label}</Primitive.ItemText>
                <Primitive.ItemIndicator>
                  <CheckIcon aria-hidden className="size-4 text-accent" />
                </Primitive.ItemIndicator>
              </Primitive.Item>
            ))}
          </Primitive.Viewport>
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}
