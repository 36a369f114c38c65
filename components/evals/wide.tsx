import type { ReactNode } from "react";

/** A table that scrolls sideways in its own frame, also by keyboard. What only screen readers get stays in it as well. */
export function Wide({ label, children }: { label: string; children: ReactNode }) {
  return (
    <section
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: whoever has no pointer scrolls it with the arrow keys
      tabIndex={0}
      className="relative -mx-4 overflow-x-auto px-4 -outline-offset-2 sm:mx-0 sm:px-0"
    >
      {children}
    </section>
  );
}
