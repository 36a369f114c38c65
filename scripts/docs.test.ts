import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";

const root = path.resolve(import.meta.dirname, "..");
const pages = [
  "README.md",
  ...readdirSync(path.join(root, "docs"), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".md"))
    .map((file) => path.join("docs", file)),
].sort();
const scripts = Object.keys(JSON.parse(readFileSync(path.join(root, "package.json"), "utf8")).scripts);

describe.each(pages)("%s", (page) => {
  const text = readFileSync(path.join(root, page), "utf8");

  test("every link to a file of the project finds it, and its heading", () => {
    for (const [, target] of text.matchAll(/\]\(([^)\s]+)\)/g)) {
      // Addresses of other sites, and of this project on the site that hosts it.
      if (!target || /^[a-z]+:|^\/\/|^\.\.\/\.\.\/actions/.test(target)) continue;
      const [file, anchor] = target.split("#");
      const linked = file ? path.resolve(root, path.dirname(page), file) : path.join(root, page);
      expect(existsSync(linked), `${target} in ${page}`).toBe(true);
      if (anchor && linked.endsWith(".md"))
        expect(anchors(readFileSync(linked, "utf8")), `${target} in ${page}`).toContain(anchor);
    }
  });

  test("every npm command named is there", () => {
    for (const [, script] of text.matchAll(/\bnpm run ([a-z][\w:-]*)/g))
      expect(scripts, `${page}: npm run ${script}`).toContain(script);
  });

  test("no path of a machine and no address of a registry stands in it", () => {
    expect(text).not.toMatch(/(^|[\s"'(`])\/(work|root|home|tmp\/gw)\//m);
    expect(text).not.toMatch(/registry\.npmjs|pypi\.org\/simple/);
  });
});

/** Headings as GitHub makes anchors of them. */
function anchors(markdown: string): string[] {
  return [...markdown.matchAll(/^#{1,6} (.+)$/gm)].map(([, heading = ""]) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, "")
      .trim()
      .replace(/\s/g, "-"),
  );
}
