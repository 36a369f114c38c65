import { expect, it } from "vitest";
import { viewPreview } from "./view-preview";

it("a document is shown as it will be read: headings, lists and tables from the parser that will read it", async () => {
  const view = await viewPreview({
    kind: "document",
    title: "Leave",
    source: "People",
    text: "# Leave\n\nYou get **16** weeks.\n\n- one\n- two\n\n| Site | Weeks |\n|---|---|\n| Bristol | 16 |\n",
  });
  if (view.kind !== "document" || !view.rendered) throw new Error("not rendered");
  expect(view.rendered.blocks.map(({ kind }) => kind)).toEqual([
    "heading",
    "paragraph",
    "list-item",
    "list-item",
    "table-row",
    "table-row",
  ]);
  expect(view.rendered.text).toContain("You get 16 weeks.");
});

it("a change shows what comes in and what goes out, word by word", async () => {
  const view = await viewPreview({
    kind: "change",
    document_id: "doc_1",
    title: "Leave",
    before: "You get 16 weeks.\n",
    after: "You get 20 weeks.\n",
  });
  expect(view).toMatchObject({
    parts: [
      { kind: "same", text: "You get " },
      { kind: "removed", text: "16" },
      { kind: "added", text: "20" },
      { kind: "same", text: " weeks.\n" },
    ],
  });
});

it("a text without anything to render is shown as it was written", async () => {
  const view = await viewPreview({
    kind: "document",
    title: "Odd",
    source: "People",
    text: "[a]: http://x.test",
  });
  expect(view).toMatchObject({ rendered: null, text: "[a]: http://x.test" });
});
