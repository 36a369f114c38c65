import { expect, test } from "vitest";
import { detectLanguage } from "./detect-language";

test.each([
  ["Employees receive 27 days of paid holiday in each leave year.", "en", "english", true],
  ["Alle Mitarbeitenden müssen im Brandfall das Gebäude verlassen.", "de", "german", false],
  ["Les salariés ont droit à vingt-cinq jours de congés payés.", "fr", "french", false],
  ["東京は日本の首都です。会社の規則を読んでください。", "ja", "simple", false],
])("tells the language of %j", async (text, code, textConfig, coveredByEmbedding) => {
  expect(await detectLanguage(text)).toMatchObject({ code, textConfig, coveredByEmbedding });
});

test.each(["", "12 | 4.50 | 2025", "Guten Tag", "https://example.com/a/b/c/d/e"])(
  "does not judge %j",
  async (text) => {
    expect(await detectLanguage(text)).toMatchObject({ code: null, textConfig: "simple" });
  },
);
