"use client";

import { type ComponentType, lazy, Suspense, useEffect, useState } from "react";
import { onFirstToast } from "./toast";

const load = (): Promise<{ default: ComponentType }> =>
  import("./drawn-toaster").then(
    (module) => ({ default: module.DrawnToaster }),
    // Without a connection a message is lost; the page is not.
    () => ({ default: () => null }),
  );
const Drawn = lazy(load);

/** Where short messages appear; `toast()` of `./toast` sends them. */
export function Toaster() {
  const [wanted, setWanted] = useState(false);
  useEffect(() => {
    onFirstToast(() => setWanted(true));
    // Fetched at the first press: a message that the connection is gone could not be fetched any more.
    const prepare = () => setWanted(true);
    window.addEventListener("pointerdown", prepare, { once: true, passive: true });
    window.addEventListener("keydown", prepare, { once: true });
    return () => {
      window.removeEventListener("pointerdown", prepare);
      window.removeEventListener("keydown", prepare);
    };
  }, []);
  return wanted ? (
    <Suspense>
      <Drawn />
    </Suspense>
  ) : null;
}
