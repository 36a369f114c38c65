import { expect, test } from "vitest";
import { dateSchema } from "./date-schema";

test.each(["2024-02-29", "0001-01-01", "9999-12-31"])("%s is a day", (day) => {
  expect(dateSchema.safeParse(day).success).toBe(true);
});

test.each(["0000-01-01", "2024-02-30", "2024-13-01", "24-01-01", ""])("%j is none", (day) => {
  expect(dateSchema.safeParse(day).success).toBe(false);
});
