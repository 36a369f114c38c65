import { beforeAll, expect, it } from "vitest";
import { anonymousAccess as access } from "@/db/access";
import { describeEachDatabase } from "@/db/testing/test-databases";
import { listSuggestions } from "./list-suggestions";
import { questionsOfSection } from "./question-of-section";
import { ask, ingest, leave2023, leave2025 } from "./testing/ask-fixture";

it("takes questions that stand in a section as they are", () => {
  const section = {
    title: "Help desk",
    section: ["Accounts"],
    text: "How do I reset my password?\nOpen the portal.\n\nWhy?\nBecause.",
  };
  expect(questionsOfSection(section)).toEqual([{ question: "How do I reset my password?", asked: true }]);
});

it("asks what a document says about a heading, and nothing about one that says nothing", () => {
  const of = (title: string, heading: string) =>
    questionsOfSection({ title, section: [heading], text: "" }).map(({ question }) => question);
  expect(of("Travel Policy", "4. Rail travel")).toEqual([
    "What does the Travel Policy say about rail travel?",
  ]);
  expect(of("Parental leave", "VPN access")).toEqual(["What does “Parental leave” say about VPN access?"]);
  expect(of("Travel Policy", "1. Scope")).toEqual([]);
  expect(of("Minutes of 3 May 2025", "Second shift")).toEqual([]);
});

describeEachDatabase("Suggested questions", (test) => {
  const faq = {
    title: "Help desk",
    uri: "faq.md",
    text: "# Help desk\n\n## How do I reset my password, and how often?\n\nYou reset your password in the portal, once at least.\n\n## How do I reset my password?\n\nYou reset your password in the portal with your security key.\n\n## When is the help desk open?\n\nThe help desk is open from 8:00 to 17:00 on working days.\n",
  };
  beforeAll(async () => {
    await ingest(test.db, [leave2023, leave2025, faq]);
  });

  it("are ones that the documents answer, from documents in force, and stay while nothing changes", async () => {
    const questions = await listSuggestions({ access });
    expect(questions.length).toBeGreaterThan(0);
    expect(questions.length).toBeLessThanOrEqual(4);
    for (const question of questions) {
      expect(question).not.toContain("2023");
      expect(question).not.toContain("how often");
      expect(await ask(question), question).toMatchObject({ refused: false });
    }
    expect(await listSuggestions({ access })).toEqual(questions);
  });

  it("are none for somebody who may read nothing", async () => {
    await test.db.$client`update sources set visibility = 'granted'`;
    expect(await listSuggestions({ access })).toEqual([]);
    await test.db.$client`update sources set visibility = 'everyone'`;
  });
});
