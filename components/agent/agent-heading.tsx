import Link from "next/link";
import { classNames } from "@/components/ui/class-names";
import { WaitingBadge } from "./waiting-badge";

const tabs = [
  { name: "requests", href: "/agent", label: "Requests" },
  { name: "inbox", href: "/agent/inbox", label: "Inbox" },
] as const;

/** Head of the agent's two pages: what is asked of it, and what it wants to do. */
export function AgentHeading({ current }: { current: "requests" | "inbox" }) {
  return (
    <div className="flex items-center justify-between gap-4">
      <h1 className="font-semibold text-xl">{current === "inbox" ? "Inbox" : "Agent"}</h1>
      <nav aria-label="Agent" className="inline-flex rounded-md bg-sunken p-0.5">
        {tabs.map((tab) => (
          <Link
            key={tab.name}
            href={tab.href}
            aria-current={tab.name === current ? "page" : undefined}
            className={classNames(
              "tap inline-flex h-7 items-center gap-1.5 rounded-sm px-2.5 text-sm transition-colors",
              tab.name === current ? "bg-raised text-ink shadow-card" : "text-muted hover:text-ink",
            )}
          >
            {tab.label}
            {tab.name === "inbox" && (
              <WaitingBadge className="figures rounded-full bg-accent px-1.5 font-medium text-on-accent text-xs" />
            )}
          </Link>
        ))}
      </nav>
    </div>
  );
}
