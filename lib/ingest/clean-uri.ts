/** A path as it is kept: forward slashes, no steps upwards, no control characters, normal form C. */
export function cleanUri(given: string): string {
  const normal = given.normalize("NFC").replace(/[\p{Cc}\p{Cs}]/gu, "");
  if (/^[a-z][a-z0-9+.-]+:\/\//i.test(normal)) return normal.trim();
  const parts = normal.replaceAll("\\", "/").split("/");
  return parts
    .map((part) => part.trim())
    .filter((part) => part !== "" && part !== "." && part !== "..")
    .join("/");
}
