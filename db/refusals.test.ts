import { expect, it } from "vitest";
import { freePort } from "../scripts/lib/project.mjs";
import { closeDatabase, openDatabase } from "./client";
import { explainFailure } from "./embedded/failure";
import { migrateDatabase } from "./migrate";

it("a Postgres server that doesn't answer is told in words, without a stack", async () => {
  const port = await freePort();
  const db = await openDatabase({ url: `postgres://somebody@127.0.0.1:${port}/name`, poolSize: 1 });
  await expect(migrateDatabase(db)).rejects.toMatchObject({
    code: "database_unavailable",
    public: expect.stringMatching(/DATABASE_URL can't be reached: .*ECONNREFUSED/),
  });
  await closeDatabase(db);
});

it.each([
  ["ENOENT", "mkdir"],
  ["EROFS", "open"],
  ["EACCES", "mkdir"],
])("a data folder that can't be made or written (%s) is named, with a way out", (code, syscall) => {
  const failure = explainFailure(Object.assign(new Error(code), { code, syscall }), "/mnt/data");
  expect(failure.public).toMatch(/\/mnt\/data cannot be written .* set DATA_DIR/);
});
