/** A text to be found as it is by `like`: its wildcards stand for themselves. */
export function likeText(text: string): string {
  return text.replace(/[\\%_]/g, "\\$&");
}
