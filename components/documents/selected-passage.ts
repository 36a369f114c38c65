import type { StoredBlock } from "@/lib/documents/schema";
import { codePointLength } from "@/lib/text/code-points";

/**
 * The code points of the document that a selection in its text covers, or null when it isn't in one.
 * Blocks say in the page where they begin; within them text nodes are counted.
 */
export function selectedPassage(
  root: HTMLElement,
  blocks: StoredBlock[],
): { start: number; end: number } | null {
  const selection = window.getSelection();
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return null;
  const range = selection.getRangeAt(0);
  if (!root.contains(range.startContainer) || !root.contains(range.endContainer)) return null;
  const start = offsetOf(range.startContainer, range.startOffset, blocks);
  const end = offsetOf(range.endContainer, range.endOffset, blocks);
  return start !== null && end !== null && end > start ? { start, end } : null;
}

function offsetOf(node: Node, offset: number, blocks: StoredBlock[]): number | null {
  const element = node instanceof Element ? node : node.parentElement;
  const holder = element?.closest<HTMLElement>("[data-start]");
  if (!holder) return null;
  const blockStart = Number(holder.dataset.start);
  const block = blocks.find((candidate) => candidate.start === blockStart);
  if (!block) return null;
  const cell = element?.closest("td, th");
  if (holder.matches("tr")) {
    const index = cell ? [...holder.children].indexOf(cell) : -1;
    const range = block.cells?.[index];
    return cell && range ? Math.min(range.start + lengthBefore(cell, node, offset), range.end) : null;
  }
  // The sign of a list item is no text of the document.
  const content = holder.matches("li")
    ? (holder.querySelector(":scope > span:not([aria-hidden])") ?? holder)
    : holder;
  if (!content.contains(node)) return block.start;
  return Math.min(block.start + lengthBefore(content, node, offset), block.end);
}

function lengthBefore(content: Element, node: Node, offset: number): number {
  const range = document.createRange();
  range.setStart(content, 0);
  range.setEnd(node, offset);
  return codePointLength(range.toString());
}
