import { expect, test } from "vitest";
import { snippetOf } from "./snippet-of";

const place = { title: "Leave Policy", section: ["Leave Policy", "3. Entitlement"] };

test("headings that are named beside a passage are not repeated in it", () => {
  const text = "Leave Policy\n\n3. Entitlement\n\nEverybody has 27 days.\n3. Entitlement";
  expect(snippetOf({ ...place, text })).toBe("Everybody has 27 days.\n3. Entitlement");
});

test("a passage that is nothing but its heading keeps it", () => {
  expect(snippetOf({ ...place, text: "3. Entitlement" })).toBe("3. Entitlement");
});
