import { expect, test } from "vitest";
import { splitQuestion } from "./split-question";

test.each([
  [
    "How long is a ticket valid for adults, and how long for children?",
    ["How long is a ticket valid for adults?", "How long is a ticket valid for children?"],
  ],
  [
    "Where is the first-aid room in Leeds and where is it in Porto?",
    ["Where is the first-aid room in Leeds?", "Where is the first-aid room in Porto?"],
  ],
  [
    "Who approves travel and how much may a hotel cost?",
    ["Who approves travel?", "How much may a hotel cost?"],
  ],
  [
    "When does the canteen open? What does lunch cost?",
    ["When does the canteen open?", "What does lunch cost?"],
  ],
  [
    "Wer genehmigt Urlaub und wie viele Tage bekomme ich?",
    ["Wer genehmigt Urlaub?", "Wie viele Tage bekomme ich?"],
  ],
])("%s asks more than once", (question, parts) => {
  expect(splitQuestion(question)).toEqual(parts);
});

test.each([
  "How long is the warranty?",
  "Who approves leave and overtime?",
  "What do I do when I lose my badge and keys?",
  "Which form do I need, and to whom do I send it",
  "A supplier wrote that its bank details have changed. How do we confirm that?",
  "My mother is ill and I need time off. Will I still be paid?",
  "Do we know how and why the pump failed?",
  "What is the difference between the TX-1 and the TX-2 and is it",
  "and what about Porto?",
  "",
])("%s stays as it is", (question) => {
  expect(splitQuestion(question)).toEqual([question]);
});
