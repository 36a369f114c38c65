import { expect, it } from "vitest";
import { inboxPath, readInboxQuery } from "./inbox-query";

it("the address of the inbox says what is shown, and reads back the same", () => {
  const query = { state: "decided", tool: "retire_document", risk: "high", cursor: "apr_1" } as const;
  const url = new URL(inboxPath(query, "apr_2"), "http://page.invalid");
  expect(url.pathname).toBe("/agent/inbox/apr_2");
  expect(readInboxQuery(Object.fromEntries(url.searchParams))).toEqual(query);
});

it("what makes no sense in the address counts as not said", () => {
  const params = { state: "odd", tool: ["rm_rf"], risk: "none", cursor: "x".repeat(300) };
  expect(readInboxQuery(params)).toEqual({
    state: "waiting",
    tool: undefined,
    risk: undefined,
    cursor: undefined,
  });
  expect(inboxPath(readInboxQuery(params))).toBe("/agent/inbox");
});
