import { describe, expect, test } from "vitest";

type Catalogue = Record<string, string>;

const files = import.meta.glob<{ default: Catalogue }>("../src/shared/i18n/{en,es}/*.ts", { eager: true });
const areas = [...new Set(Object.keys(files).map((path) => path.split("/").pop()!))];
const catalogue = (language: string, area: string): Catalogue | undefined => files[`../src/shared/i18n/${language}/${area}`]?.default;
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
