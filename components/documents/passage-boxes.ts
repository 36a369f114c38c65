import type { DocumentPage } from "@/lib/documents/schema";

export type PageBox = Pick<DocumentPage["boxes"][number], "x" | "y" | "width" | "height">;

/** Share of the passage on this page that runs must cover before anything is marked: white space stands in none. */
const sure = 0.75;

/**
 * Where the code points `[start, end)` stand on a page, line by line. A run that the passage covers in
 * part is cut in proportion to its length. Empty when the page doesn't hold them, or not surely enough.
 */
export function passageBoxes(page: DocumentPage, start: number, end: number): PageBox[] {
  const boxes: PageBox[] = [];
  let covered = 0;
  for (const run of page.boxes) {
    const from = Math.max(run.start, start);
    const to = Math.min(run.end, end);
    if (to <= from) continue;
    covered += to - from;
    const length = run.end - run.start;
    const box = {
      x: run.x + (run.width * (from - run.start)) / length,
      y: run.y,
      width: (run.width * (to - from)) / length,
      height: run.height,
    };
    const last = boxes.at(-1);
    if (last && isSameLine(last, box)) join(last, box);
    else boxes.push(box);
  }
  const wanted = Math.min(end, page.end) - Math.max(start, page.start);
  return covered >= sure * wanted ? boxes : [];
}

function isSameLine(a: PageBox, b: PageBox): boolean {
  const overlap = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  return overlap > 0.6 * Math.min(a.height, b.height) && b.x - (a.x + a.width) < 0.03 && b.x >= a.x;
}

function join(line: PageBox, box: PageBox): void {
  const bottom = Math.max(line.y + line.height, box.y + box.height);
  line.width = Math.max(line.x + line.width, box.x + box.width) - line.x;
  line.y = Math.min(line.y, box.y);
  line.height = bottom - line.y;
}
