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
    "How long does the TX-1 run on a charge, and how long the TX-2?",
    ["How long does the TX-1 run on a charge?", "How long does the TX-2 run on a charge?"],
  ],
  ["What do the TX-1 and the TX-2 weigh?", ["What does the TX-1 weigh?", "What does the TX-2 weigh?"]],
  [
    "How do I get a badge in Leeds and Porto?",
    ["How do I get a badge in Leeds?", "How do I get a badge in Porto?"],
  ],
  [
    "Where do I get breakfast in the Leeds office, and what does it cost in Porto?",
    ["Where do I get breakfast in the Leeds office?", "What does breakfast cost in Porto?"],
  ],
  [
    "Who makes the pump P-40, and has another maker been approved?",
    ["Who makes the pump P-40?", "Has another maker been approved for P-40?"],
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
  "Which of the TX-1 and the TX-2 is lighter?",
  "How far apart are both sites in Leeds and Porto?",
  "What are the rules in North and South Yorkshire?",
  "Who owns the canal at Gloucester and Sharpness Docks Company?",
  "and what about Porto?",
  "",
])("%s stays as it is", (question) => {
  expect(splitQuestion(question)).toEqual([question]);
});
