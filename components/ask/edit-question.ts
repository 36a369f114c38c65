const eventName = "groundwork:edit-question";

/** Puts a question into the composer, to be changed and asked anew. */
export function editQuestion(question: string): void {
  window.dispatchEvent(new CustomEvent(eventName, { detail: question }));
}

/** Calls `edit` with each question that is to be changed. Gives the way to stop it. */
export function onEditQuestion(edit: (question: string) => void): () => void {
  const listener = (event: Event) => {
    if (event instanceof CustomEvent && typeof event.detail === "string") edit(event.detail);
  };
  window.addEventListener(eventName, listener);
  return () => window.removeEventListener(eventName, listener);
}
