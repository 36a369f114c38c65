import Link from "next/link";
import type { SettingsSection } from "./sections";

/** The pages of Settings: a column, on a phone a row that scrolls. */
export function SettingsNav({ sections, current }: { sections: SettingsSection[]; current: string }) {
  return (
    <nav
      aria-label="Settings"
      className="-mx-4 overflow-x-auto px-4 py-1 md:mx-0 md:w-48 md:shrink-0 md:px-0"
    >
      <ul className="flex gap-1 md:flex-col">
        {sections.map(({ slug, label }) => (
          <li key={slug}>
            <Link
              href={`/settings/${slug}`}
              aria-current={slug === current ? "page" : undefined}
              className="tap flex items-center whitespace-nowrap rounded-md px-3 py-1.5 text-muted transition-colors hover:bg-hover hover:text-ink aria-[current=page]:bg-accent-soft aria-[current=page]:font-medium aria-[current=page]:text-accent"
            >
              {label}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
