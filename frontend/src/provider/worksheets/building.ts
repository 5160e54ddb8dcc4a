/** A worksheet while it is built: pages and parts added, ordered, taken out; what is still wrong with it. Values in, values out. */
import type { Body } from "../../shared/api/client";
import type { Language } from "../../shared/i18n";
import { isBlank, type Part, type SheetPage } from "../../shared/worksheets/worksheets";

export type Sheet = Body<"/api/worksheets", "post">;
export type Words = Sheet["title"];
export const kinds = ["text", "line", "list", "scale", "choice", "number", "time", "breathe"] as const;
export type Kind = (typeof kinds)[number];

/** Where a part stands: its page and its place there. */
export interface Place {
  page: number;
  part: number;
}

const nothing = (): Words => ({ en: "", es: "" });

export function blankPage(): SheetPage {
  return { title: nothing(), parts: [] };
}

export function blankSheet(language: Language): Sheet {
  return { title: nothing(), summary: nothing(), method: "cbt", minutes: 10, language, pages: [blankPage()] };
}

/** A name that none of `taken` has. */
function free(name: string, taken: readonly string[]): string {
  let number = 1;
  while (taken.includes(`${name}_${number}`)) number += 1;
  return `${name}_${number}`;
}

export function newOption(options: NonNullable<Part["options"]>) {
  return { value: free("option", options.map(({ value }) => value)), label: nothing() };
}

const made: Record<Kind, Partial<Part>> = {
  text: {}, line: {}, list: {}, time: {},
  scale: { low: 0, high: 10, step: 1, ends: { en: ["", ""], es: ["", ""] } },
  number: { low: 0, high: 100 },
  choice: { one: true, options: [{ value: "option_1", label: nothing() }, { value: "option_2", label: nothing() }] },
  breathe: { in_seconds: 4, out_seconds: 6, rounds: 10 },
};

export function newPart(sheet: Sheet, kind: Kind): Part {
  const taken = sheet.pages.flatMap((page) => (page.parts ?? []).map(({ id }) => id));
  return { id: free("part", taken), kind, label: nothing(), ...made[kind] };
}

/** The sheet with other parts on one page. */
export function withParts(sheet: Sheet, page: number, change: (parts: Part[]) => Part[]): Sheet {
  return { ...sheet, pages: sheet.pages.map((one, place) => (place === page ? { ...one, parts: change([...(one.parts ?? [])]) } : one)) };
}

/** Where a part would stand one up (-1) or down (1): at the edge of its page, on the next page; null at either end of the worksheet. */
export function besidePart(sheet: Sheet, { page, part }: Place, by: -1 | 1): Place | null {
  const count = sheet.pages[page]!.parts?.length ?? 0;
  if (part + by >= 0 && part + by < count) return { page, part: part + by };
  const next = sheet.pages[page + by];
  return next ? { page: page + by, part: by === 1 ? 0 : (next.parts?.length ?? 0) } : null;
}

export function movedPart(sheet: Sheet, from: Place, to: Place): Sheet {
  const moving = sheet.pages[from.page]!.parts![from.part]!;
  const without = withParts(sheet, from.page, (parts) => parts.filter((_, place) => place !== from.part));
  return withParts(without, to.page, (parts) => [...parts.slice(0, to.part), moving, ...parts.slice(to.part)]);
}

export function movedPage(sheet: Sheet, from: number, by: -1 | 1): Sheet {
  const pages = [...sheet.pages];
  pages.splice(from + by, 0, ...pages.splice(from, 1));
  return { ...sheet, pages };
}

type Ends = NonNullable<Part["ends"]>;

/** What is sent: in one language both texts of each pair are the same; what was left blank and need not be there is left out. */
export function toSend(sheet: Sheet): Sheet {
  const say = (words: Words): Words => (sheet.language ? { en: words[sheet.language], es: words[sheet.language] } : words);
  const sayEnds = (ends: Ends): Ends => (sheet.language ? { en: ends[sheet.language], es: ends[sheet.language] } : ends);
  const perhaps = (words: Words | null | undefined) => (words && filled(words, sheet) ? say(words) : null);
  const part = (one: Part): Part => ({
    ...one,
    label: say(one.label),
    unit: perhaps(one.unit),
    ends: one.ends && [...sayEnds(one.ends).en, ...sayEnds(one.ends).es].every((word) => word.trim()) ? sayEnds(one.ends) : null,
    options: (one.options ?? []).map((option) => ({ ...option, label: say(option.label) })),
  });
  const page = (one: SheetPage): SheetPage => ({ title: say(one.title), text: perhaps(one.text), example: perhaps(one.example), parts: (one.parts ?? []).map(part) });
  const { method, minutes, language } = sheet;
  return { title: say(sheet.title), summary: say(sheet.summary), method, minutes, language, pages: sheet.pages.map(page) };
}

/** Whether words stand there in every language the worksheet is written in. */
export function filled(words: Words, { language }: Pick<Sheet, "language">): boolean {
  return language ? !isBlank(words[language]) : !isBlank(words.en) && !isBlank(words.es);
}

export interface Problem {
  /** Key of the words that say what to do. */
  what: string;
  page?: number;
  part?: number;
}

/** What keeps it from being saved, in the order of the page. */
export function problemsOf(sheet: Sheet): Problem[] {
  const found: Problem[] = [];
  if (!filled(sheet.title, sheet)) found.push({ what: "no_title" });
  if (!filled(sheet.summary, sheet)) found.push({ what: "no_summary" });
  if (!(sheet.minutes >= 1 && sheet.minutes <= 120)) found.push({ what: "no_minutes" });
  sheet.pages.forEach((page, at) => {
    if (!filled(page.title, sheet)) found.push({ what: "no_page_title", page: at });
    (page.parts ?? []).forEach((part, place) => wrongOf(part, sheet).forEach((what) => found.push({ what, page: at, part: place })));
  });
  if (!sheet.pages.some((page) => page.parts?.length)) found.push({ what: "no_parts" });
  return found;
}

function wrongOf(part: Part, sheet: Sheet): string[] {
  const { low = 0, high = 10, step = 1, options = [] } = part;
  const between = (value: number | undefined, most: number) => Number.isInteger(value) && value! >= 1 && value! <= most;
  const ranged = part.kind === "scale" || part.kind === "number";
  return [
    !filled(part.label, sheet) && "no_label",
    ranged && !(Number.isInteger(low) && Number.isInteger(high) && low < high) && "wrong_range",
    part.kind === "scale" && low < high && !(step >= 1 && (high - low) % step === 0 && (high - low) / step <= 100) && "wrong_step",
    part.kind === "choice" && !(options.length >= 2 && options.every(({ label }) => filled(label, sheet))) && "few_options",
    part.kind === "breathe" && !(between(part.in_seconds, 20) && between(part.out_seconds, 20) && between(part.rounds, 40)) && "wrong_breath",
  ].filter((what) => what !== false);
}
