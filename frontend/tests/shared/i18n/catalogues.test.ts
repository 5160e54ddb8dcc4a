// @vitest-environment jsdom
import { describe, expect, test } from "vitest";
import { loadWords, speak, words } from "../../../src/shared/i18n";

type Catalogue = Record<string, string>;

const files = import.meta.glob<{ default: Catalogue }>("../../../src/shared/i18n/{en,es}/*.ts", { eager: true });
const areas = [...new Set(Object.keys(files).map((path) => path.split("/").pop()!))];
const catalogue = (language: string, area: string): Catalogue | undefined => files[`../../../src/shared/i18n/${language}/${area}`]?.default;
const places = (text: string) => [...text.matchAll(/\{\w+\}/g)].map((found) => found[0]).sort();

describe.each(areas)("%s", (area) => {
  const english = catalogue("en", area);
  const spanish = catalogue("es", area);

  test("has the same keys in both languages", () => {
    expect(Object.keys(spanish ?? {}).sort()).toEqual(Object.keys(english ?? {}).sort());
  });

  test("fills the same places in both languages", () => {
    for (const key of Object.keys(english!)) expect([key, places(spanish![key]!)]).toEqual([key, places(english![key]!)]);
  });

  test("keeps the voice: no exclamation marks, no words of false ease, no empty words", () => {
    for (const text of Object.values(english!)) expect(text).not.toMatch(/!|\b(just(?! taken)|simply|journey)\b|^$/i);
    for (const text of Object.values(spanish!)) expect(text).not.toMatch(/[!¡]|^$/);
  });
});

test("a count of none, one and several is said in words of its own", async () => {
  await loadWords(["staff_calendar", "record"]);
  const calendar = words<Catalogue>("staff_calendar");
  const record = words<Catalogue>("record");

  expect([0, 1, 4].map((count) => calendar.count("open_week", count))).toEqual(["No times open for clients.", "One time open for clients.", "4 times open for clients."]);
  expect([1, 2].map((count) => record.count("ledger_credit", count))).toEqual(["We owe you 1 minute, because the line failed.", "We owe you 2 minutes, because the line failed."]);
});

test("one o'clock is singular in Spanish", async () => {
  await loadWords(["home"]);
  const home = words<Catalogue>("home");
  await speak("es");

  expect(["1:00 p.m. EST", "11:00 a.m. EST", "2:15 p.m. EST"].map((time) => home("today_at", { time }))).toEqual(["hoy a la 1:00 p.m. EST", "hoy a las 11:00 a.m. EST", "hoy a las 2:15 p.m. EST"]);
  await speak("en");
});
