// The caches of this process, by name: one instance each, however often their modules are loaded.
import type { CacheStatus } from "./schema";

export interface KnownCache {
  describe(): CacheStatus;
  /** Forgets what this process holds. */
  clear(): void;
}

const shared = globalThis as { groundworkCaches?: Map<string, KnownCache> };

/** The process's cache of that name, made at first use. A name belongs to one kind of cache. */
export function namedCache<C extends KnownCache>(name: string, make: () => C): C {
  shared.groundworkCaches ??= new Map();
  const known = shared.groundworkCaches.get(name);
  // Whoever made it under this name made it alike.
  if (known) return known as C;
  const cache = make();
  shared.groundworkCaches.set(name, cache);
  return cache;
}

/** Every cache that was used in this process. */
export function allCaches(): KnownCache[] {
  return [...(shared.groundworkCaches?.values() ?? [])];
}
