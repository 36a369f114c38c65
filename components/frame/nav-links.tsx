"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { WaitingBadge } from "@/components/agent/waiting-badge";
import { navItemsFor } from "./nav-items";

/** Links to the rooms: stacked in the rail, side by side in the bar of a phone. */
export function NavLinks({ admin }: { admin: boolean }) {
  const pathname = usePathname();
  return navItemsFor({ admin }).map(({ href, label, icon: Icon, counts }) => (
    <li key={href} className="flex-1 md:flex-none">
      <Link
        href={href}
        aria-current={pathname === href || pathname.startsWith(`${href}/`) ? "page" : undefined}
        className="group flex h-full flex-col items-center justify-center gap-0.5 rounded-md py-1 text-muted text-xs transition-colors hover:text-ink focus-visible:outline-offset-0 aria-[current=page]:font-medium aria-[current=page]:text-accent md:py-1.5"
      >
        <span className="relative grid h-7 w-12 place-items-center rounded-full transition-colors group-hover:bg-hover group-aria-[current=page]:bg-accent-soft">
          <Icon aria-hidden className="size-4.5" strokeWidth={1.75} />
          {counts && (
            <WaitingBadge className="figures absolute -top-0.5 left-7 min-w-4.5 rounded-full bg-accent px-1 text-center font-medium text-on-accent text-xs" />
          )}
        </span>
        {label}
      </Link>
    </li>
  ));
}
