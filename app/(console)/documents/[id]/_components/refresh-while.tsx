"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";

/** Loads the page again and again while it is shown. */
export function RefreshWhile({ everyMs }: { everyMs: number }) {
  const router = useRouter();
  useEffect(() => {
    const timer = setInterval(() => router.refresh(), everyMs);
    return () => clearInterval(timer);
  }, [router, everyMs]);
  return null;
}
