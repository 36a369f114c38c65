import type { ReactNode } from "react";
import { BrandMark } from "@/components/frame/brand-mark";

/** The way in: one narrow column, nothing that needs an account. */
export default function SignInLayout({ children }: { children: ReactNode }) {
  return (
    <main className="grid min-h-dvh content-start justify-items-center px-4 py-[max(2rem,12dvh)]">
      <div className="w-full max-w-sm">
        <p className="mb-8 flex items-center gap-2.5 font-semibold text-lg">
          <BrandMark className="size-8" />
          Groundwork
        </p>
        {children}
      </div>
    </main>
  );
}
