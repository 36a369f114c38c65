"use client";

import { useEffect } from "react";
import { Toaster as Sonner, toast } from "sonner";
import { showToastsBy } from "./toast";

/** Where short messages appear. */
export function DrawnToaster() {
  // Runs after the effects of what it renders: by then that listens.
  useEffect(() => showToastsBy(toast), []);
  return (
    <Sonner
      position="bottom-center"
      offset={{ bottom: "1.25rem" }}
      mobileOffset={{ bottom: "calc(var(--bar-height) + 0.75rem)" }}
      gap={8}
      toastOptions={{
        unstyled: true,
        classNames: {
          toast:
            "flex w-full items-center gap-3 rounded-lg bg-ink px-4 py-3 text-base text-ground shadow-float sm:w-96",
          content: "min-w-0 flex-1",
          title: "font-medium",
          description: "mt-0.5 text-sm opacity-80",
          actionButton:
            "tap shrink-0 rounded-sm px-2 py-1 font-semibold underline decoration-ground/40 underline-offset-3 hover:bg-ground/10",
          icon: "hidden",
        },
      }}
    />
  );
}
