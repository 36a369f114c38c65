import type { Locator, Page } from "@playwright/test";
import { expect, expectNoAxeFindings, test } from "./support/console";

const source = "Journeys";

// Reading and embedding take their time on a busy machine.
test.setTimeout(150_000);

interface TestFile {
  name: string;
  text: string;
}

/** A file that no other run has uploaded. */
function uniqueFile(title: string, text: string): TestFile & { title: string } {
  const mark = Math.random().toString(36).slice(2, 8);
  return {
    name: `${title.toLowerCase().replaceAll(" ", "-")}-${mark}.md`,
    title: `${title} ${mark}`,
    text: `# ${title} ${mark}\n\n${text}\n`,
  };
}

function asPayload({ name, text }: TestFile) {
  return { name, mimeType: "text/markdown", buffer: Buffer.from(text) };
}

/** The list, with its script running: a page that was only drawn by the server takes no clicks yet. */
async function openList(page: Page, search = ""): Promise<void> {
  await page.goto(`/documents${search}`);
  await expect(async () => {
    await page.keyboard.press("/");
    await expect(page.getByRole("searchbox", { name: "Search titles and addresses" })).toBeFocused({
      timeout: 500,
    });
  }).toPass();
}

async function upload(page: Page, files: TestFile[]): Promise<void> {
  await page.getByRole("button", { name: "Upload" }).first().click();
  const dialog = page.getByRole("dialog", { name: "Add documents" });
  await dialog.locator("input[type=file]").first().setInputFiles(files.map(asPayload));
  await dialog.getByRole("combobox", { name: "Source" }).click();
  const known = page.getByRole("option", { name: source, exact: true });
  if (await known.isVisible()) {
    await known.click();
  } else {
    await page.getByRole("option", { name: "New source…" }).click();
    await dialog.getByRole("textbox", { name: "Name of the new source" }).fill(source);
  }
  await dialog.getByRole("button", { name: /^Upload (one file|\d+ files)$/ }).click();
  await expect(dialog).toBeHidden();
}

function row(page: Page, title: string): Locator {
  return page.getByRole("row").filter({ hasText: title });
}

/** Waits until the job that holds `text` has ended. */
async function ended(page: Page, text: string): Promise<Locator> {
  const job = page.locator("[data-job]").filter({ hasText: text }).first();
  await expect(job.getByRole("button", { name: "Put this job away" })).toBeVisible({ timeout: 90_000 });
  return job;
}

/** Uploads by the API and waits for the end. */
async function addDocument(page: Page, file: TestFile): Promise<string> {
  const accepted = await page.request.post("/api/documents", {
    multipart: { source, files: asPayload(file) },
  });
  expect(accepted.status()).toBe(202);
  const { job_id: jobId } = await accepted.json();
  let id = "";
  await expect(async () => {
    const job = await (await page.request.get(`/api/jobs/${jobId}`)).json();
    id = job.items[0].document_id;
    expect(job.finished_at).not.toBeNull();
    expect(job.progress.failed).toBe(0);
  }).toPass({ timeout: 90_000 });
  return id;
}

async function overflow(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}

test.afterAll(async ({ request }) => {
  const found = await request.get(`/api/documents?limit=200&source=${source}`);
  if (!found.ok()) return;
  const ids = (await found.json()).data.map((document: { id: string }) => document.id);
  if (ids.length > 0) await request.post("/api/documents/bulk", { data: { action: "delete", ids } });
});

test("a dropped file is read before one's eyes, found, opened, deleted and brought back", async ({
  page,
}) => {
  const file = uniqueFile("Tide tables", "High water at Avonmouth comes twice a day.");
  await openList(page);
  const transfer = await page.evaluateHandle(({ name, text }) => {
    const data = new DataTransfer();
    data.items.add(new File([text], name, { type: "text/markdown" }));
    return data;
  }, file);
  await page.dispatchEvent("main", "dragenter", { dataTransfer: transfer });
  await expect(page.getByText("Drop to add to General")).toBeVisible();
  await page.dispatchEvent("main", "drop", { dataTransfer: transfer });
  const job = await ended(page, file.name);
  await expect(job).toContainText("One document added");
  await expect(job).toContainText("added, 1 passage");

  await page.getByRole("searchbox", { name: "Search titles and addresses" }).fill(file.title);
  await expect(page).toHaveURL(/\?q=/);
  await row(page, file.title).getByRole("link").click();
  await expect(page.getByRole("heading", { level: 1, name: file.title })).toBeVisible();

  await page.getByRole("button", { name: "More actions" }).click();
  await page.getByRole("menuitem", { name: "Delete" }).click();
  await expect(page).toHaveURL(/\/documents$/);
  const gone = await page
    .goBack()
    .then(() => page.getByRole("heading", { name: "There is no document here" }));
  await expect(gone).toBeVisible();
  await page.goto(`/documents?q=${encodeURIComponent(file.title)}`);
  await expect(page.getByRole("heading", { name: "No document fits" })).toBeVisible();
});

test("a deletion is undone from its message", async ({ page }) => {
  const file = uniqueFile("Mooring rules", "Boats are moored by the bow.");
  await addDocument(page, file);
  await openList(page, `?q=${encodeURIComponent(file.title)}`);
  await row(page, file.title).hover();
  await page
    .getByRole("button", { name: `Actions for ${file.title}` })
    .first()
    .click();
  await page.getByRole("menuitem", { name: "Delete" }).click();
  await expect(row(page, file.title)).toHaveCount(0);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(row(page, file.title)).toBeVisible();
});

test("of several files a bad one is explained and the others are added; the same again is unchanged", async ({
  page,
}) => {
  const good = uniqueFile("Dredging plan", "The channel is dredged in March.");
  const bad = {
    name: `broken-${good.name.replace(".md", ".pdf")}`,
    text: "%PDF-1.7 this is not a whole file",
  };
  await openList(page);
  await upload(page, [good, bad]);
  const job = await ended(page, bad.name);
  await expect(job).toContainText("Added, but 1 file failed");
  const failed = job.locator("[data-state=failed]");
  await expect(failed).toContainText(bad.name);
  await expect(failed).toContainText(/damaged|could not be read|not what its name says/i);
  await expect(row(page, good.title)).toBeVisible();
  await job.getByRole("button", { name: "Put this job away" }).click();

  await upload(page, [good]);
  const again = await ended(page, good.name);
  await expect(again).toContainText("Nothing new");
  await expect(again).toContainText("unchanged: the same content is here already");
});

test("a link to a passage opens at it and marks exactly it, and find goes through all hits", async ({
  page,
}) => {
  const passage = "Kräne über 40 t 🏗️ need a second signature";
  const file = uniqueFile(
    "Crane rules",
    `Small cranes need one signature.\n\n${passage} of the harbour office.`,
  );
  const id = await addDocument(page, file);
  const { text } = await (await page.request.get(`/api/documents/${id}/text`)).json();
  const start = [...text.slice(0, text.indexOf(passage))].length;
  await page.goto(`/documents/${id}?start=${start}&end=${start + [...passage].length}`);
  await expect(page.locator("mark[data-highlight=evidence]")).toHaveText(passage);
  await expect(page.locator("mark[data-highlight=evidence]")).toBeInViewport();

  const find = page.getByRole("searchbox", { name: "Search inside this document" });
  await find.fill("SIGNATURE");
  await expect(page.getByRole("search", { name: "Inside this document" })).toContainText("2 found");
  await find.press("Enter");
  await expect(page.getByText("1 of 2")).toBeVisible();
  await expect(page.locator("mark[data-highlight=current]")).toHaveText("signature");
  await find.press("Shift+Enter");
  await expect(page.getByText("2 of 2")).toBeVisible();
});

test("a passage of a PDF is marked on its real page, and in its text", async ({ page }) => {
  const handbook = await (await page.request.get("/api/documents?type=pdf&q=safety-handbook")).json();
  const id = handbook.data[0].id;
  const words = "The pressure vessel is inspected every 24 months.";
  const found = await (
    await page.request.get(`/api/documents/${id}/find?q=${encodeURIComponent(words)}`)
  ).json();
  const { start, end } = found.hits[0];
  await page.goto(`/documents/${id}?start=${start}&end=${end}`);
  const box = page.locator("[data-box]").first();
  await expect(box).toBeInViewport();
  const canvas = page.locator("[data-page]").filter({ has: box }).locator("canvas");
  // Drawn: something on it is dark.
  await expect
    .poll(() =>
      canvas.evaluate((element: HTMLCanvasElement) => {
        const pixels = element.getContext("2d")?.getImageData(0, 0, element.width, element.height).data ?? [];
        return pixels.some((value, at) => at % 4 === 0 && value < 80 && (pixels[at + 3] ?? 0) > 200);
      }),
    )
    .toBe(true);
  await expectNoAxeFindings(page);
  await page.getByRole("radio", { name: "Text" }).click();
  await expect(page).toHaveURL(/view=text/);
  await expect(page.locator("mark[data-highlight=evidence]")).toHaveText(words);
  await expect(page.locator("mark[data-highlight=evidence]")).toBeInViewport();
});

test("a long document comes in windows, stays in place while they come, and is searched to its end", async ({
  page,
}) => {
  const paragraphs = Array.from(
    { length: 320 },
    (_, index) =>
      `Entry ${index + 1}. ${"The pilot boards at the outer buoy and leaves at the lock. ".repeat(1 + (index % 3))}`,
  );
  const file = uniqueFile("Pilot log", [...paragraphs, "The last word is kittiwake."].join("\n\n"));
  const id = await addDocument(page, file);
  await page.goto(`/documents/${id}`);
  const text = page.getByRole("region", { name: "Text of the document" });
  await expect(text.getByText(/^Entry 1\./)).toBeVisible();
  await expect(text.getByText(/^Entry 320\./)).toHaveCount(0);

  const find = page.getByRole("searchbox", { name: "Search inside this document" });
  await find.fill("kittiwake");
  await expect(page.getByText("1 found")).toBeVisible();
  await find.press("Enter");
  await expect(page.locator("mark[data-highlight=current]")).toBeInViewport();

  // Upwards: what is read stays where it is while older text comes in above it.
  const firstShown = async () =>
    Number(await text.locator("[data-start]").first().getAttribute("data-start"));
  const first = await firstShown();
  expect(first).toBeGreaterThan(0);
  const probe = text.locator(`[data-start="${first}"]`);
  await probe.scrollIntoViewIfNeeded();
  const before = await probe.boundingBox();
  await expect.poll(firstShown).toBeLessThan(first);
  const after = await probe.boundingBox();
  expect(Math.abs((after?.y ?? 0) - (before?.y ?? 0))).toBeLessThan(2);
});

test("a second version is compared word by word, and the first can still be read", async ({ page }) => {
  const file = uniqueFile("Lock hours", "The lock opens at seven. Boats wait at the pontoon.");
  const id = await addDocument(page, file);
  await addDocument(page, { ...file, text: file.text.replace("seven", "six") });
  await page.goto(`/documents/${id}`);
  await page.getByRole("tab", { name: /Versions/ }).click();
  await expect(page.getByText("Version 2")).toBeVisible();
  await page.getByRole("link", { name: "Compare with 1" }).click();
  await expect(page.locator("ins").filter({ hasText: "six" })).toBeVisible();
  await expect(page.locator("del").filter({ hasText: "seven" })).toBeVisible();
  await page.goBack();
  await page.getByRole("tab", { name: /Versions/ }).click();
  await page.getByRole("link", { name: "Read" }).click();
  await expect(page.getByText("This is version 1, not the current one")).toBeVisible();
  await expect(page.getByRole("region", { name: "Text of the document" })).toContainText("opens at seven");
});

test("chosen documents are tagged and moved together, and filters are kept in the address", async ({
  page,
}) => {
  const files = ["one", "two", "three"].map((name) => uniqueFile(`Bulk ${name}`, `Text of ${name}.`));
  for (const file of files) await addDocument(page, file);
  const tag = `tag-${Math.random().toString(36).slice(2, 7)}`;
  await openList(page, `?q=Bulk&source=${source}&sort=title`);
  const boxes = page.getByRole("checkbox", { name: /^Choose Bulk/ });
  await boxes.first().click();
  await boxes.last().click({ modifiers: ["Shift"] });
  const bar = page.getByRole("toolbar", { name: "Chosen documents" });
  await expect(bar).toContainText(`${await boxes.count()} chosen`);
  await bar.getByRole("button", { name: "Tag" }).click();
  await page.getByRole("combobox", { name: /Tags that all/ }).fill(tag);
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Save tags" }).click();
  await expect(page.getByRole("row").filter({ hasText: tag })).toHaveCount(await boxes.count());

  await page.getByRole("combobox", { name: "Tag" }).click();
  await page.getByRole("option", { name: tag }).click();
  await expect(page).toHaveURL(new RegExp(`tag=${tag}`));
  await page.goBack();
  await expect(page).not.toHaveURL(/tag=/);
  await page.getByRole("button", { name: "Title" }).click();
  await expect(page).toHaveURL(/order=desc/);
  await expect(page.getByRole("columnheader", { name: "Title" })).toHaveAttribute("aria-sort", "descending");
});

test("the list is worked by keyboard alone", async ({ page }) => {
  const files = ["Keys A", "Keys B", "Keys C"].map((name) => uniqueFile(name, `Text of ${name}.`));
  for (const file of files) await addDocument(page, file);
  await openList(page, `?q=Keys&source=${source}&sort=title`);
  const titles = page.getByRole("row").getByRole("link");
  await titles.first().focus();
  await page.keyboard.press("Space");
  await page.keyboard.press("Shift+ArrowDown");
  await page.keyboard.press("Shift+ArrowDown");
  await expect(page.getByRole("toolbar")).toContainText("3 chosen");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("toolbar")).toHaveCount(0);
  await page.keyboard.press("ArrowUp");
  await expect(titles.nth(1)).toBeFocused();
  await page.keyboard.press("Delete");
  await expect(titles).toHaveCount(2);
  await expect(titles.nth(1)).toBeFocused();
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: files[0]?.title })).toBeVisible();
  await page.getByRole("button", { name: "Edit" }).click();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("button", { name: "Edit" })).toBeFocused();
});

test("a document is written in the page and edited afterwards", async ({ page }) => {
  const { title } = uniqueFile("Parking", "");
  await openList(page);
  await page.getByRole("button", { name: "Write" }).click();
  const dialog = page.getByRole("dialog", { name: "Write a document" });
  await dialog.getByRole("button", { name: "Add document" }).click();
  await expect(dialog.getByText("Give it a title.")).toBeVisible();
  await dialog.getByRole("textbox", { name: "Title" }).fill(title);
  await dialog.getByRole("textbox", { name: "Text" }).fill("## Visitors\n\nVisitors park on level 2.");
  await dialog.getByRole("button", { name: "Add document" }).click();
  await ended(page, title);
  await row(page, title).getByRole("link").click();
  await expect(page.getByRole("heading", { name: "Visitors" })).toBeVisible();
  await page.getByRole("button", { name: "Edit" }).click();
  await page.getByRole("textbox", { name: "Title" }).fill(`${title} edited`);
  await page.getByLabel("In force since").fill("2026-01-31");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("heading", { level: 1, name: `${title} edited` })).toBeVisible();
  await expect(page.getByText("31 Jan 2026")).toBeVisible();
  const id = new URL(page.url()).pathname.split("/").at(-1);
  await page.request.delete(`/api/documents/${id}`);
});

test("a reported gap is listed, dismissed, brought back and written", async ({ page }) => {
  const question = `How many gulls nest on pier ${Math.floor(Math.random() * 9000) + 100}?`;
  const answer = await (await page.request.post("/api/ask", { data: { question } })).json();
  expect(answer.refused).toBe(true);
  await page.request.post("/api/gaps", { data: { answer_id: answer.id, comment: "Asked by the wardens." } });
  await page.goto("/documents/gaps");
  const gap = page.getByRole("list", { name: "Gaps" }).getByRole("listitem").filter({ hasText: question });
  await expect(gap).toContainText("Asked by the wardens.");
  await expect(async () => {
    await gap.getByRole("button", { name: "Last answer" }).click();
    await expect(page.getByRole("dialog", { name: "The last answer" })).toBeVisible({ timeout: 1000 });
  }).toPass();
  await expectNoAxeFindings(page);
  await page.keyboard.press("Escape");
  await gap.getByRole("button", { name: "Dismiss" }).click();
  await expect(gap).toHaveCount(0);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(gap).toBeVisible();
  await gap.getByRole("button", { name: "Write it" }).click();
  await expect(page.getByRole("dialog").getByRole("textbox", { name: "Title" })).toHaveValue(question);
  await page.keyboard.press("Escape");
  await gap.getByRole("button", { name: "Resolve" }).click();
  await expect(page.getByText("Gap resolved")).toBeVisible();
  await page.getByRole("radio", { name: "Resolved" }).click();
  await expect(gap).toBeVisible();
});

test("an id that isn't there, and one with strange offsets, are answered in words", async ({ page }) => {
  await page.goto("/documents/doc_nothing");
  await expect(page.getByRole("heading", { name: "There is no document here" })).toBeVisible();
  await expectNoAxeFindings(page);
  await page.goto("/documents?source=No+such+source");
  await expect(page.getByRole("heading", { name: "No document fits" })).toBeVisible();
});

for (const look of [
  { name: "light", colorScheme: "light", viewport: { width: 1440, height: 900 } },
  { name: "dark", colorScheme: "dark", viewport: { width: 1440, height: 900 } },
  { name: "on a phone", colorScheme: "dark", viewport: { width: 390, height: 844 } },
] as const) {
  test.describe(look.name, () => {
    test.use({ colorScheme: look.colorScheme, viewport: look.viewport });

    test("axe finds nothing on the list, its dialogs, the reading view, versions and gaps", async ({
      page,
    }) => {
      const file = uniqueFile(
        "Axe rules",
        "Axes are kept in the shed.\n\n## Use\n\n- One\n- Two\n\n| a | b |\n|---|---|\n| 1 | 2 |",
      );
      const id = await addDocument(page, file);
      await addDocument(page, { ...file, text: file.text.replace("shed", "boat house") });
      await openList(page, `?source=${source}`);
      await expectNoAxeFindings(page);
      expect(await overflow(page)).toBe(0);
      await page
        .getByRole("checkbox", { name: /^Choose Axe rules/ })
        .locator("visible=true")
        .first()
        .click();
      await expectNoAxeFindings(page);
      await page.getByRole("button", { name: "Upload" }).first().click();
      await expectNoAxeFindings(page);
      await page.keyboard.press("Escape");
      await page.getByRole("button", { name: "Write" }).first().click();
      await page.getByRole("button", { name: "Add document" }).click();
      await expectNoAxeFindings(page);
      await page.goto("/documents?q=nothing-is-called-this");
      await expect(page.getByRole("heading", { name: "No document fits" })).toBeVisible();
      await expectNoAxeFindings(page);
      await page.goto(`/documents/${id}?start=0&end=8`);
      await expect(page.locator("mark")).toBeVisible();
      await expectNoAxeFindings(page);
      expect(await overflow(page)).toBe(0);
      await page.goto(`/documents/${id}/versions`);
      await expect(page.locator("ins").first()).toBeVisible();
      await expectNoAxeFindings(page);
      expect(await overflow(page)).toBe(0);
      await page.goto("/documents/gaps");
      await expect(page.getByRole("heading", { level: 1, name: "Gaps" })).toBeVisible();
      await expectNoAxeFindings(page);
      expect(await overflow(page)).toBe(0);
    });
  });
}
