import { cva, type VariantProps } from "class-variance-authority";
import { Slot } from "radix-ui";
import type { ComponentProps } from "react";
import { classNames } from "./class-names";

const styles = cva(
  "inline-flex shrink-0 select-none items-center justify-center gap-2 whitespace-nowrap rounded-md font-medium transition-colors disabled:pointer-events-none disabled:opacity-50 aria-disabled:pointer-events-none aria-disabled:opacity-50 [&_svg]:size-4 [&_svg]:shrink-0",
  {
    variants: {
      tone: {
        primary: "bg-accent text-on-accent hover:bg-accent-strong",
        outline: "border border-line-strong/60 bg-surface text-ink hover:bg-hover active:bg-press",
        quiet:
          "text-muted hover:bg-hover hover:text-ink active:bg-press data-[state=open]:bg-hover data-[state=open]:text-ink aria-pressed:bg-accent-soft aria-pressed:text-accent",
        danger: "bg-danger text-on-danger hover:opacity-90",
        link: "rounded-xs text-accent underline decoration-accent/40 underline-offset-3 hover:decoration-accent",
      },
      size: {
        sm: "tap h-7 px-2.5 text-sm",
        md: "tap h-9 px-3.5 text-base",
        lg: "h-11 px-5 text-read",
        inline: "h-auto p-0",
      },
      square: { true: "px-0", false: "" },
    },
    compoundVariants: [
      { square: true, size: "sm", className: "w-7" },
      { square: true, size: "md", className: "w-9" },
      { square: true, size: "lg", className: "w-11" },
    ],
    defaultVariants: { tone: "outline", size: "md", square: false },
  },
);

export interface ButtonProps extends ComponentProps<"button">, VariantProps<typeof styles> {
  /** Renders the one child (a link, say) with the button's looks. */
  asChild?: boolean;
}

/** A button. An icon alone (`square`) needs an `aria-label`. */
export function Button({ tone, size, square, asChild, className, type, ...rest }: ButtonProps) {
  const Component = asChild ? Slot.Root : "button";
  return (
    <Component
      {...(asChild ? {} : { type: type ?? "button" })}
      className={classNames(styles({ tone, size, square }), className)}
      {...rest}
    />
  );
}
