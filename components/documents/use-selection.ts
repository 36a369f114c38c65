"use client";

import { useCallback, useMemo, useRef, useState } from "react";

export interface Selection {
  selected: ReadonlySet<string>;
  /** Changes one; with `range`, everything from the last changed one to it becomes as that one is. */
  toggle: (id: string, range?: boolean) => void;
  selectAll: () => void;
  clear: () => void;
}

/** Which of the listed things are chosen. What is no longer listed isn't chosen any more. */
export function useSelection(ids: string[]): Selection {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const anchor = useRef<string | null>(null);
  const selected = useMemo(() => new Set(ids.filter((id) => chosen.has(id))), [ids, chosen]);

  const toggle = useCallback(
    (id: string, range = false) => {
      const next = new Set(selected);
      const from = range && anchor.current ? ids.indexOf(anchor.current) : -1;
      if (from >= 0 && anchor.current) {
        const to = ids.indexOf(id);
        const on = next.has(anchor.current);
        for (const other of ids.slice(Math.min(from, to), Math.max(from, to) + 1)) {
          if (on) next.add(other);
          else next.delete(other);
        }
      } else if (next.has(id)) {
        next.delete(id);
        anchor.current = id;
      } else {
        next.add(id);
        anchor.current = id;
      }
      setChosen(next);
    },
    [ids, selected],
  );
  const selectAll = useCallback(() => setChosen(new Set(ids)), [ids]);
  const clear = useCallback(() => {
    anchor.current = null;
    setChosen(new Set());
  }, []);
  return { selected, toggle, selectAll, clear };
}
