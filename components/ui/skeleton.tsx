import { classNames } from "./class-names";

/** The shape of something that is still coming. Silent to a screen reader: its container says "loading". */
export function Skeleton({ className }: { className?: string }) {
  return <div aria-hidden className={classNames("animate-breathe rounded-sm bg-sunken", className)} />;
}
