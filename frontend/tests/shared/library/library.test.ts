import { expect, test } from "vitest";
import { type Entry, find } from "../../../src/shared/library/find";

const entry = (title: string, more: Partial<Entry> = {}): Entry =>
  ({ slug: title, kind: "article", title, summary: "", topics: [], methods: [], level: "first", minutes: 2, language: "en", ...more }) as Entry;
const titles = (found: Entry[]) => found.map((one) => one.title);
const wish = { words: "", topic: "", method: "" };

test("every word of a search must stand in title or summary, whatever its case and accents", () => {
  const all = [entry("Depresión y sueño"), entry("Sueño", { summary: "Cómo duerme quien tiene depresión" }), entry("Ansiedad")];

  expect(titles(find(all, { ...wish, words: "SUENO depresion" }))).toEqual(["Depresión y sueño", "Sueño"]);
});

test("subject and method narrow the search", () => {
  const all = [entry("a", { topics: ["anxiety"], methods: ["cbt"] }), entry("b", { topics: ["anxiety"] }), entry("c", { methods: ["cbt"] })];

  expect(titles(find(all, { ...wish, topic: "anxiety", method: "cbt" }))).toEqual(["a"]);
});
