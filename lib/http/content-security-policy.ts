// What a browser may load and run in this server's name. Scripts need this answer's nonce; nothing comes from
// anywhere else.

/**
 * The one style sheet that a package (sonner) writes into the page without asking for a nonce, by its content.
 * A test takes it from the installed package.
 */
export const toastStyleHash = "sha256-StEaX+se6YS7pqjzrzMIA0KaX9zF/8zAhvQXZAe5epY=";

/** The same package puts the element into the page before its content. */
const emptyStyleHash = "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";

interface PagePolicy {
  nonce: string;
  /** Next's development server evaluates code and writes styles of its own. */
  development?: boolean;
}

/**
 * The Content-Security-Policy of a page. Style *attributes* are allowed: React writes `style=` into the server's
 * markup (heights of long lists, bars), and an attribute can colour its element but run nothing and, with
 * `img-src` and `font-src` closed, send nothing. Style *elements* need the nonce.
 */
export function pagePolicy({ nonce, development = false }: PagePolicy): string {
  return policy({
    "default-src": ["'self'"],
    "script-src": [
      "'self'",
      `'nonce-${nonce}'`,
      "'strict-dynamic'",
      ...(development ? ["'unsafe-eval'"] : []),
    ],
    "style-src-elem": development
      ? ["'self'", "'unsafe-inline'"]
      : ["'self'", `'nonce-${nonce}'`, `'${toastStyleHash}'`, `'${emptyStyleHash}'`],
    "style-src-attr": ["'unsafe-inline'"],
    // Older browsers know this alone.
    "style-src": ["'self'", "'unsafe-inline'"],
    "img-src": ["'self'", "data:"],
    "font-src": ["'self'"],
    "connect-src": ["'self'"],
    "worker-src": ["'self'"],
    "frame-src": ["'none'"],
    "object-src": ["'none'"],
    "media-src": ["'none'"],
    "manifest-src": ["'self'"],
    "base-uri": ["'none'"],
    "form-action": ["'self'"],
    "frame-ancestors": ["'none'"],
  });
}

/** That of an answer that is data: nothing in it is ever loaded, run or framed. */
export const dataPolicy = policy({
  "default-src": ["'none'"],
  "base-uri": ["'none'"],
  "form-action": ["'none'"],
  "frame-ancestors": ["'none'"],
});

/** 128 random bits, new for each answer. */
export function newNonce(): string {
  return btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(16))));
}

function policy(directives: Record<string, string[]>): string {
  return Object.entries(directives)
    .map(([name, sources]) => `${name} ${sources.join(" ")}`)
    .join("; ");
}
