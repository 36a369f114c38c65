"use client";

import { ToggleGroup } from "radix-ui";
import type { ReactNode } from "react";
import { classNames } from "./class-names";

interface SegmentedProps<Value extends string> {
  label: string;
  value: Value;
  options: { value: Value; label: string; icon?: ReactNode }[];
  onValueChange: (value: Value) => void;
  /** Shows the icons alone; labels are still read out. */
  iconsOnly?: boolean;
  className?: string;
}

/** One of two to four views of the same thing. */
export function Segmented<Value extends string>(props: SegmentedProps<Value>) {
  return (
    <ToggleGroup.Root
      type="single"
      aria-label={props.label}
      value={props.value}
      onValueChange={(value) => {
        const option = props.options.find((candidate) => candidate.value === value);
        if (option) props.onValueChange(option.value);
      }}
      className={classNames("inline-flex rounded-md bg-sunken p-0.5", props.className)}
    >
      {props.options.map((option) => (
        <ToggleGroup.Item
          key={option.value}
          value={option.value}
          aria-label={props.iconsOnly ? option.label : undefined}
          title={props.iconsOnly ? option.label : undefined}
          className="tap inline-flex h-7 items-center justify-center gap-1.5 rounded-sm px-2.5 text-muted text-sm transition-colors hover:text-ink data-[state=on]:bg-raised data-[state=on]:text-ink data-[state=on]:shadow-card [&_svg]:size-4"
        >
          {option.icon}
          {!props.iconsOnly && option.label}
        </ToggleGroup.Item>
      ))}
    </ToggleGroup.Root>
  );
}
