/** Where to go after signing in: a path of this server, whatever the address asked for; else `/ask`. */
export function safeNext(wanted: string | null | undefined): string {
  if (!wanted?.startsWith("/")) return "/ask";
  const own = "http://page.invalid";
  try {
    // As a browser reads it: it drops tabs and newlines, and takes a backslash for a slash.
    const url = new URL(wanted, own);
    if (url.origin !== own || url.pathname.startsWith("//")) return "/ask";
    if (/^\/(sign-in|welcome|invitation|reset)(\/|$)/.test(url.pathname)) return "/ask";
    return url.pathname + url.search + url.hash;
  } catch {
    return "/ask";
  }
}
