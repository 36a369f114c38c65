import { cva, type VariantProps } from "class-variance-authority";
import { InfoIcon, TriangleAlertIcon } from "lucide-react";
import type { ReactNode } from "react";
import { classNames } from "./class-names";

const styles = cva(
  "flex gap-2.5 rounded-md px-3 py-2.5 text-base [&>svg]:mt-0.75 [&>svg]:size-4 [&>svg]:shrink-0",
  {
    variants: {
      tone: {
        neutral: "bg-sunken text-ink [&>svg]:text-muted",
        caution: "bg-caution-soft text-ink [&>svg]:text-caution",
        danger: "bg-danger-soft text-ink [&>svg]:text-danger",
      },
    },
    defaultVariants: { tone: "neutral" },
  },
);

interface NoticeProps extends VariantProps<typeof styles> {
  title?: string;
  children?: ReactNode;
  actions?: ReactNode;
  className?: string;
}

/** Something to know, in place: what happened, what was kept, what to do. */
export function Notice({ tone, title, children, actions, className }: NoticeProps) {
  const Icon = tone === "caution" || tone === "danger" ? TriangleAlertIcon : InfoIcon;
  return (
    <div className={classNames(styles({ tone }), className)}>
      <Icon aria-hidden />
      <div className="grid min-w-0 flex-1 gap-1">
        {title && <p className="font-medium">{title}</p>}
        {children && <div className="text-pretty text-muted">{children}</div>}
        {actions && <div className="mt-1.5 flex flex-wrap gap-2">{actions}</div>}
      </div>
    </div>
  );
}
