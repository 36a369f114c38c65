import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { expect, test } from "vitest";
import { dataPolicy, newNonce, pagePolicy, toastStyleHash } from "./content-security-policy";

test("the one style sheet that is allowed by its content is that of the installed package", () => {
  const source = readFileSync(createRequire(import.meta.url).resolve("sonner"), "utf8");
  const [, literal = ""] = /__insertCSS\(("(?:[^"\\]|\\.)*")\)/.exec(source) ?? [];
  const hash = createHash("sha256").update(JSON.parse(literal)).digest("base64");
  expect(toastStyleHash).toBe(`sha256-${hash}`);
});

test("a page runs scripts with its nonce alone, and is framed, based and sent nowhere else", () => {
  const policy = pagePolicy({ nonce: "abc" });
  const scripts = /script-src ([^;]*)/.exec(policy)?.[1];
  expect(scripts).toBe("'self' 'nonce-abc' 'strict-dynamic'");
  expect(policy).not.toContain("unsafe-eval");
  expect(/style-src-elem ([^;]*)/.exec(policy)?.[1]).not.toContain("unsafe-inline");
  for (const closed of [
    "object-src 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "form-action 'self'",
  ])
    expect(policy).toContain(closed);
  expect(policy).not.toMatch(/https?:|\*/);
  expect(dataPolicy).toContain("default-src 'none'");
});

test("no nonce is given twice", () => {
  const nonces = Array.from({ length: 1000 }, newNonce);
  expect(new Set(nonces).size).toBe(1000);
  for (const nonce of nonces) expect(atob(nonce)).toHaveLength(16);
});
