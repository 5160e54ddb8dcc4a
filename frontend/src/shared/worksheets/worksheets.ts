/** Worksheets as data: what they ask, and what an answer says in words. */
import type { Answer } from "../api/client";
import { language } from "../i18n";
import { clockOf } from "../time";

export type Worksheet = Answer<"/api/worksheets/{slug}", "get">;
export type SheetPage = Worksheet["pages"][number];
export type Part = NonNullable<SheetPage["parts"]>[number];
export type WorksheetEntry = Answer<"/api/worksheet-entries", "get">["items"][number];
export type Answers = WorksheetEntry["answers"];
export type Value = Answers[string];

/** A text of the definition in the reader's language. */
export function say(words: { en: string; es: string }): string {
  return words[language.value];
}

function partsOf(sheet: Worksheet): Part[] {
  return sheet.pages.flatMap((page) => page.parts ?? []);
}

/** What there is to fill in; breathing is done, not filled in. */
export function asks(part: Part): boolean {
  return part.kind !== "breathe";
}

export function isBlank(value: Value | undefined): boolean {
  return value === undefined || (typeof value === "string" && !value.trim()) || (Array.isArray(value) && value.length === 0);
}

/** Required parts without an answer. */
export function missingOf(sheet: Worksheet, answers: Answers): Part[] {
  return partsOf(sheet).filter((part) => part.required && isBlank(answers[part.id]));
}

/** Nothing has to be filled in: it is something to do, and is shown in large words. */
export function isExercise(sheet: Worksheet): boolean {
  return !partsOf(sheet).some((part) => part.required);
}

/** The first page with something left to answer; the first of all where nothing was answered, the review (one past the last) where all was. */
export function pageToOpen(sheet: Worksheet, answers: Answers): number {
  if (Object.keys(answers).length === 0) return 0;
  const open = sheet.pages.findIndex((page) => (page.parts ?? []).some((part) => asks(part) && isBlank(answers[part.id])));
  return open < 0 ? sheet.pages.length : open;
}

/** An answer in words, one line each. */
export function linesOf(part: Part, value: Value): string[] {
  if (part.kind === "choice") return (value as string[]).map((chosen) => labelOf(part, chosen));
  if (part.kind === "list") return value as string[];
  if (part.kind === "time") return [clockOf(`2000-01-01T${String(value)}`)];
  if (part.kind === "scale") return [`${String(value)} (${part.low ?? 0}–${part.high ?? 10})`];
  return [part.unit ? `${String(value)} ${say(part.unit)}` : String(value)];
}

function labelOf(part: Part, chosen: string): string {
  const option = part.options?.find(({ value }) => value === chosen);
  return option ? say(option.label) : chosen;
}

/** The steps of a scale, from low to high. */
export function stepsOf(part: Part): number[] {
  const { low = 0, high = 10, step = 1 } = part;
  return Array.from({ length: Math.floor((high - low) / step) + 1 }, (_, place) => low + place * step);
}

/** A number as people write it, with a point or a comma; null where it cannot be read or is out of range, undefined where nothing stands. */
export function numberIn(part: Part, text: string): number | null | undefined {
  if (!text.trim()) return undefined;
  const value = Number(text.trim().replace(",", "."));
  return Number.isFinite(value) && value >= (part.low ?? 0) && value <= (part.high ?? 10) ? value : null;
}

/** Lines of a text, without blank ones at the ends of what was typed. */
export function linesIn(text: string): string[] {
  return text.split("\n").map((line) => line.trim()).filter(Boolean);
}

/** With or without an answer; undefined takes it out. */
export function withAnswer(answers: Answers, id: string, value: Value | undefined): Answers {
  const { [id]: _, ...others } = answers;
  return value === undefined ? others : { ...others, [id]: value };
}
