import type { ReactNode } from "react";

/** What may be longer than its place and scrolls there, also by keyboard. `className` bounds its height. */
export function Scrolling({
  label,
  className,
  children,
}: {
  label: string;
  className: string;
  children: ReactNode;
}) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for fields, and a section would be a landmark of the page
    <div
      role="group"
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: whoever has no pointer scrolls it with the arrow keys
      tabIndex={0}
      className={`overflow-auto ${className}`}
    >
      {children}
    </div>
  );
}
