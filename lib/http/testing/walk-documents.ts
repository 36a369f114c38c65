// Sources and documents: taken in, read, changed, deleted and brought back.
import { readFileSync } from "node:fs";
import path from "node:path";
import type { Database } from "@/db/client";
import { leave2023, leave2025, parking } from "@/lib/ask/testing/ask-fixture";
import { work } from "@/lib/ingest/work";
import type { People } from "./walk-people";

const report = path.resolve(import.meta.dirname, "../../../examples/company/sustainability-report-2024.pdf");

export interface Documents {
  leaveId: string;
  parkingId: string;
}

/** Ends with two leave policies and a page on parking that everybody may read. */
export async function walkDocuments(db: Database, { ada, moId, groupId }: People): Promise<Documents> {
  const untilRead = () => work({ db, signal: new AbortController().signal, untilIdle: true });
  const { id: sourceId } = await ada.send("post /api/sources", {
    body: { name: "People", description: "Policies of the people team" },
  });
  const idOf = async (jobId: string) => {
    const job = await ada.send("get /api/jobs/{id}", { params: { id: jobId } });
    return job.items[0].document_id;
  };
  await ada.send("post /api/documents", { body: leave2023 });
  const accepted = await ada.send("post /api/ingest", { body: { ...leave2025, tags: ["leave"] } });
  await untilRead();
  const leaveId = await idOf(accepted.job_id);
  const text = `${leave2025.text} Requests are made two weeks ahead.\n`;
  await ada.send("post /api/documents", { body: { ...leave2025, text, tags: ["leave"] }, aside: true });
  const taken = await ada.send("post /api/documents", { body: parking, aside: true });
  await untilRead();
  const parkingId = await idOf(taken.job_id);
  const form = new FormData();
  form.set("source", "Company");
  form.set("files", new File([readFileSync(report)], "sustainability-report-2024.pdf"));
  const uploaded = await ada.send("post /api/documents", { form, aside: true });
  await untilRead();
  const pages = { id: await idOf(uploaded.job_id), number: "1" };
  await ada.send("get /api/jobs");
  const waiting = await ada.send("post /api/documents", {
    body: { title: "Draft", text: "Not yet." },
    aside: true,
  });
  await ada.send("post /api/jobs/{id}/cancel", { params: { id: waiting.job_id } });

  const params = { id: leaveId };
  await ada.send("get /api/documents", { query: { q: "leave", sort: "title" } });
  await ada.send("get /api/documents/tags");
  await ada.send("get /api/documents/{id}", { params });
  await ada.send("get /api/documents/{id}/text", { params });
  await ada.send("get /api/documents/{id}/pages/{number}", { params: pages });
  await ada.send("get /api/documents/{id}/find", { params, query: { q: "annual leave" } });
  await ada.send("get /api/documents/{id}/original", { params });
  await ada.send("get /api/documents/{id}/versions", { params });
  await ada.send("get /api/documents/{id}/diff", { params });
  await ada.send("patch /api/documents/{id}", { params, body: { tags: ["leave", "hr"] } });
  await ada.send("post /api/documents/bulk", { body: { action: "tag", ids: [parkingId], tags: ["office"] } });
  await ada.send("delete /api/documents/{id}", { params: { id: parkingId } });
  await ada.send("post /api/documents/{id}/restore", { params: { id: parkingId } });

  await ada.send("get /api/sources");
  await ada.send("get /api/sources/managed");
  await ada.send("get /api/sources/{id}", { params: { id: sourceId } });
  await ada.send("put /api/sources/{id}/grants", {
    params: { id: sourceId },
    body: { grants: [{ kind: "group", id: groupId }] },
  });
  await ada.send("patch /api/sources/{id}", { params: { id: sourceId }, body: { visibility: "everyone" } });
  await ada.send("get /api/sources/view-as", { query: { user_id: moId } });
  const { id: emptyId } = await ada.send("post /api/sources", { body: { name: "Archive" }, aside: true });
  await ada.send("delete /api/sources/{id}", { params: { id: emptyId } });
  return { leaveId, parkingId };
}
