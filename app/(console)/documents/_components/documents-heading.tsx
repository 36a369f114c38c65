import Link from "next/link";
import { classNames } from "@/components/ui/class-names";

interface DocumentsHeadingProps {
  current: "documents" | "gaps";
  /** A line on what is here. */
  line: string;
  withGaps: boolean;
}

const tabs = [
  { name: "documents", href: "/documents", label: "All documents" },
  { name: "gaps", href: "/documents/gaps", label: "Gaps" },
] as const;

/** Head of the two lists: what is written, and what isn't. */
export function DocumentsHeading({ current, line, withGaps }: DocumentsHeadingProps) {
  return (
    <div className="flex min-w-0 flex-wrap items-end gap-x-6 gap-y-2">
      <div>
        <h1 className="font-semibold text-xl">{current === "gaps" ? "Gaps" : "Documents"}</h1>
        <p className="figures text-muted">{line}</p>
      </div>
      {withGaps && (
        <nav aria-label="Documents" className="inline-flex rounded-md bg-sunken p-0.5">
          {tabs.map((tab) => (
            <Link
              key={tab.name}
              href={tab.href}
              aria-current={tab.name === current ? "page" : undefined}
              className={classNames(
                "tap inline-flex h-7 items-center rounded-sm px-2.5 text-sm transition-colors",
                tab.name === current ? "bg-raised text-ink shadow-card" : "text-muted hover:text-ink",
              )}
            >
              {tab.label}
            </Link>
          ))}
        </nav>
      )}
    </div>
  );
}
