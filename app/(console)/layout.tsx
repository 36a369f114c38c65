import { cookies } from "next/headers";
import Link from "next/link";
import type { ReactNode } from "react";
import { SessionEnded } from "@/components/account/session-ended";
import { AccountMenu } from "@/components/frame/account-menu";
import { BrandMark } from "@/components/frame/brand-mark";
import { NavLinks } from "@/components/frame/nav-links";
import { PaletteButton } from "@/components/frame/palette-button";
import { parseTheme } from "@/components/frame/theme";
import { ThemeMenu } from "@/components/frame/theme-menu";
import { Toaster } from "@/components/ui/toaster";
import { roleSuffices } from "@/lib/auth/rights";
import { pageViewer } from "@/lib/http/page-viewer";

export default async function ConsoleLayout({ children }: { children: ReactNode }) {
  const theme = parseTheme((await cookies()).get("theme")?.value);
  const viewer = await pageViewer();
  return (
    <div className="flex h-dvh flex-col-reverse md:flex-row">
      <a
        href="#content"
        className="-translate-y-20 fixed top-3 left-3 z-60 rounded-md bg-accent px-4 py-2 font-medium text-on-accent focus:translate-y-0"
      >
        Skip to content
      </a>
      <nav
        aria-label="Rooms"
        className="flex h-(--bar-height) shrink-0 items-stretch gap-1 border-t bg-rail px-2 md:h-full md:w-(--rail-width) md:flex-col md:border-t-0 md:border-r md:px-1.5 md:py-3"
      >
        <Link
          href="/ask"
          aria-label="Groundwork, start page"
          className="mb-3 hidden size-10 place-items-center self-center rounded-md md:grid"
        >
          <BrandMark className="size-7" />
        </Link>
        <ul className="flex flex-1 gap-1 md:flex-col md:gap-1.5">
          <NavLinks admin={roleSuffices(viewer.role, "admin")} />
        </ul>
        <div className="flex items-center gap-1 md:flex-col">
          <PaletteButton
            editor={roleSuffices(viewer.role, "editor")}
            admin={roleSuffices(viewer.role, "admin")}
          />
          <ThemeMenu initial={theme} />
          <AccountMenu viewer={viewer} />
        </div>
      </nav>
      <main id="content" tabIndex={-1} className="relative min-h-0 min-w-0 flex-1 outline-none">
        {children}
      </main>
      <SessionEnded />
      <Toaster />
    </div>
  );
}
