import { sql } from "drizzle-orm";
import { expect, it } from "vitest";
import { anonymousAccess as access } from "@/db/access";
import { describeEachDatabase } from "@/db/testing/test-databases";
import { getJob } from "@/lib/jobs/get-job";
import { acceptText } from "./accept-text";
import { work } from "./work";

describeEachDatabase("Ingesting a text", (test) => {
  const workAll = () => work({ db: test.db, signal: new AbortController().signal, untilIdle: true });

  it("ends in chunks with vectors that are visible, in the default source", async () => {
    const { job_id } = await acceptText({
      access,
      requestId: "r",
      document: {
        title: "Parking",
        text: "Visitors park on level 2. The barrier code changes every Monday.",
      },
    });
    expect((await getJob({ access, id: job_id })).state).toBe("queued");
    await workAll();
    const job = await getJob({ access, id: job_id });
    expect(job.state, JSON.stringify(job.items)).toBe("completed");
    const rows = await test.db.execute(sql`
      select s.name, d.title, c.visible, c.text, vector_dims(e.embedding) as dimensions
      from chunks c join documents d on d.id = c.document_id join sources s on s.id = c.source_id
      join embeddings e on e.chunk_id = c.id`);
    expect(rows).toEqual([
      {
        name: "General",
        title: "Parking",
        visible: true,
        text: "Visitors park on level 2. The barrier code changes every Monday.",
        dimensions: 384,
      },
    ]);
  });
});
