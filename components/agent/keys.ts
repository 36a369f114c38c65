/** The letter of a key press that is a command; null while somebody writes, chooses or has a window open. */
export function keyOf(event: KeyboardEvent): string | null {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || event.repeat) return null;
  const target = event.target as HTMLElement | null;
  if (target?.closest("input, textarea, select, [contenteditable], [role=listbox], [role=dialog]"))
    return null;
  if (document.querySelector("[role=dialog], [role=listbox], [role=menu]")) return null;
  return event.key.toLowerCase();
}
