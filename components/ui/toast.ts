import type { ExternalToast } from "sonner";

type Show = (title: string, options?: ExternalToast) => unknown;

const waiting: Parameters<Show>[] = [];
let show: Show | null = null;
let wake = () => {};

/** Shows a short message. What draws messages is fetched when somebody first does something, not with the page. */
export function toast(title: string, options?: ExternalToast): void {
  if (show) show(title, options);
  else {
    waiting.push([title, options]);
    wake();
  }
}

/** Says when the first message waits to be shown. */
export function onFirstToast(listener: () => void): void {
  wake = listener;
  if (waiting.length > 0) listener();
}

/** Messages are shown by `by` from now on, those that waited at once. */
export function showToastsBy(by: Show): void {
  show = by;
  for (const message of waiting.splice(0)) by(...message);
}
