import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { expect, test } from "vitest";
import { toCsv } from "./export-rows";

test("what is exported as CSV is read back as it was", () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ id: fc.integer(), question: fc.string(), note: fc.string() }), { minLength: 1 }),
      (rows) => {
        const read: Record<string, string>[] = parse(toCsv(rows), {
          columns: true,
          record_delimiter: "\r\n",
        });
        expect(read.map((row) => Number(row.id))).toEqual(rows.map(({ id }) => id));
        expect(read.map(({ question }) => question)).toEqual(
          rows.map(({ question }) => (/^[=+\-@\t\r]/.test(question) ? `'${question}` : question)),
        );
      },
    ),
  );
});

test("a metric that only some rows have is a column of all", () => {
  expect(toCsv([{ id: 1 }, { id: 2, recall: 0.5, tags: ["a", "b"] }])).toBe(
    "id,recall,tags\r\n1,,\r\n2,0.5,a; b\r\n",
  );
});
