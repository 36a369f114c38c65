import type { ReactNode } from "react";
import { classNames } from "./class-names";

interface EmptyStateProps {
  icon?: ReactNode;
  title: string;
  /** `h1` where it is the whole page. */
  heading?: "h1" | "h2";
  children?: ReactNode;
  actions?: ReactNode;
  className?: string;
}

/** Nothing here: why, and what to do about it. */
export function EmptyState({
  icon,
  title,
  heading: Heading = "h2",
  children,
  actions,
  className,
}: EmptyStateProps) {
  return (
    <div
      className={classNames(
        "mx-auto grid max-w-md justify-items-center gap-3 px-6 py-16 text-center",
        className,
      )}
    >
      {icon && (
        <div
          aria-hidden
          className="grid size-11 place-items-center rounded-full bg-sunken text-muted [&_svg]:size-5"
        >
          {icon}
        </div>
      )}
      <Heading className="font-semibold text-lg">{title}</Heading>
      {children && <div className="text-pretty text-muted">{children}</div>}
      {actions && <div className="mt-1 flex flex-wrap justify-center gap-2">{actions}</div>}
    </div>
  );
}
