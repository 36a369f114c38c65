"use client";

import { useRouter } from "next/navigation";
import { useTransition } from "react";
import { Button } from "@/components/ui/button";

/** Asks the server for the page again, without losing what is written elsewhere on it. */
export function ReloadButton({ reset }: { reset?: () => void }) {
  const router = useRouter();
  const [loading, start] = useTransition();
  return (
    <Button
      aria-disabled={loading}
      onClick={() =>
        start(() => {
          router.refresh();
          reset?.();
        })
      }
    >
      Try again
    </Button>
  );
}
