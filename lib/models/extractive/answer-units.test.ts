import { describe, expect, test } from "vitest";
import { answerUnits, canAnswer } from "./answer-units";

describe("units of a passage", () => {
  test("are its lines, also where they begin with a small letter", () => {
    const units = answerUnits([{ text: "In the box:\npump with hose\nspare seal\nkey" }]);
    expect(units.map(({ text }) => text)).toEqual(["In the box:", "pump with hose", "spare seal", "key"]);
    expect(units.slice(1).every(({ leadIn }) => leadIn === 0)).toBe(true);
  });

  test("keep a table's header row as what its rows stand under, never as an answer", () => {
    const text = "Depot | Lyon | Porto\nSeats | 12 | 30\nGate | 2 | 4";
    for (const context of ["", "Guide\nDepot | Lyon | Porto"]) {
      const units = answerUnits([{ text, context }]);
      expect(units.map((unit) => canAnswer(unit))).toEqual([false, true, true]);
      expect(units[1]?.columns).toEqual(["Depot", "Lyon", "Porto"]);
    }
  });

  test("know a header row whose words hold a digit", () => {
    const units = answerUnits([{ text: "Depot | Floor (m2)\nLyon | 120\nPorto | 90" }]);
    expect(units.map((unit) => canAnswer(unit))).toEqual([false, true, true]);
  });

  test("take a first row with numbers for a row, since a table may have no header", () => {
    const units = answerUnits([{ text: "Pump | 40 | 2\nHose | 12 | 9" }]);
    expect(units.every((unit) => canAnswer(unit))).toBe(true);
  });

  test("don't take the document's title or a section's name for a sentence, however long it is", () => {
    const title = "Report on the Flooding of the Lower Store Rooms in March 2019";
    const section = "What happened in the night from 3 to 4 March, and who noticed it first";
    const units = answerUnits([
      { title, section: [title, section], text: `${title}\n\n${section}\n\nA pipe burst at 02:00.` },
    ]);
    expect(units.map((unit) => canAnswer(unit))).toEqual([false, false, true]);
  });

  test("know the heading that they stand under", () => {
    const units = answerUnits([
      { text: "Opening hours\n\nThe depot opens at seven.\n\nParking\n\nParking is free." },
    ]);
    expect(units.map(({ under }) => under)).toEqual(["Opening hours", "Opening hours", "Parking", "Parking"]);
  });
});
