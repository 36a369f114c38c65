import type { ReactNode } from "react";
import { classNames } from "./class-names";

interface EmptyStateProps {
  icon?: ReactNode;
  title: string;
  children?: ReactNode;
  actions?: ReactNode;
  className?: string;
}

/** Nothing here: why, and what to do about it. */
export function EmptyState({ icon, title, children, actions, className }: EmptyStateProps) {
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
      <h2 className="font-semibold text-lg">{title}</h2>
      {children && <div className="text-pretty text-muted">{children}</div>}
      {actions && <div className="mt-1 flex flex-wrap justify-center gap-2">{actions}</div>}
    </div>
  );
}
