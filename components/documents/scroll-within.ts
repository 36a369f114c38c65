const marginTop = 16;

/** Scrolls an element into view in its scroller alone; `scrollIntoView` moves everything around it as well. */
export function scrollWithin(scroller: HTMLElement | null, target: Element, block: "start" | "center"): void {
  if (!scroller) return;
  const view = scroller.getBoundingClientRect();
  const box = target.getBoundingClientRect();
  const room = block === "center" ? Math.max((view.height - box.height) / 2, marginTop) : marginTop;
  scroller.scrollTop += box.top - view.top - room;
}
