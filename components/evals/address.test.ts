import { expect, test } from "vitest";
import { resultListQuerySchema } from "@/lib/evals/schema";
import { hrefWith, pageOf, readAddress, understood } from "./address";

test("an address keeps its other names, and a new filter begins at the first page", () => {
  const address = readAddress({ kind: "unsafe", page: "3", tag: ["a", "b"] });
  expect(hrefWith("/evals", address, { sort: "passed" })).toBe("/evals?kind=unsafe&tag=a&sort=passed");
  expect(hrefWith("/evals", address, { page: "4" })).toBe("/evals?kind=unsafe&page=4&tag=a");
  expect(hrefWith("/evals", {}, { kind: undefined })).toBe("/evals");
});

test("what makes no sense counts as not said", () => {
  expect(
    understood(resultListQuerySchema, { sort: "colour", passed: "maybe", kind: "unsafe" }),
  ).toMatchObject({
    sort: "order",
    kind: "unsafe",
  });
  expect(pageOf({ page: "-2" })).toBe(1);
  expect(pageOf({ page: "7" })).toBe(7);
});
