import { setNonce } from "get-nonce";

// The primitives write style elements (a dialog locks the page's scrolling); the page's policy wants its nonce
// on them. Scripts may read it from a script's property, while no attribute shows it.
if (typeof document !== "undefined") {
  const nonce = document.querySelector<HTMLScriptElement>("script[nonce]")?.nonce;
  if (nonce) setNonce(nonce);
}

/** The nonce that style elements of this page carry. */
export { getNonce as styleNonce } from "get-nonce";
