"use client";

import { SearchIcon } from "lucide-react";
import { lazy, Suspense, useEffect, useState } from "react";
import { Button } from "@/components/ui/button";

const CommandPalette = lazy(() =>
  import("./command-palette").then((module) => ({ default: module.CommandPalette })),
);

/** Opens the palette by click or by ⌘K / Ctrl K, from anywhere. Its code is fetched with the first opening. */
export function PaletteButton({ editor, admin }: { editor: boolean; admin: boolean }) {
  const [open, setOpen] = useState(false);
  const [wanted, setWanted] = useState(false);

  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== "k" || !(event.metaKey || event.ctrlKey) || event.altKey) return;
      event.preventDefault();
      setWanted(true);
      setOpen((before) => !before);
    };
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, []);

  return (
    <>
      <Button
        tone="quiet"
        square
        aria-label="Go to anything"
        aria-keyshortcuts="Meta+K Control+K"
        title="Go to anything (⌘K or Ctrl K)"
        onPointerEnter={() => setWanted(true)}
        onFocus={() => setWanted(true)}
        onClick={() => {
          setWanted(true);
          setOpen(true);
        }}
      >
        <SearchIcon aria-hidden />
      </Button>
      {wanted && (
        <Suspense>
          <CommandPalette open={open} onOpenChange={setOpen} editor={editor} admin={admin} />
        </Suspense>
      )}
    </>
  );
}
