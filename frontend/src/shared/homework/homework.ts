/** What client and therapist agreed on: loading it, naming it, ordering it. */
import { type Answer, get } from "../api/client";
import { language, words } from "../i18n";
import type en from "../i18n/en/homework";
import { dayOf } from "../time";
import { say } from "../worksheets/worksheets";

export type Homework = Answer<"/api/clients/{client_id}/homework", "get">["items"][number];

const t = words<typeof en>("homework");

/** Questionnaires that a client can be asked to answer between sessions. */
export const measures = ["phq-9", "gad-7"] as const;

export interface Titles {
  worksheet: Record<string, string>;
  reading: Record<string, string>;
  /** Worksheets out of use: they have a name and are no longer given. */
  archived?: ReadonlySet<string>;
}

export async function loadHomework(client_id: string, state?: Homework["state"]): Promise<Homework[]> {
  return (await get("/api/clients/{client_id}/homework", { path: { client_id }, query: { limit: 100, state } })).items;
}

/** Names of everything that can be given, by kind and slug. */
export async function loadTitles(): Promise<Titles> {
  const [sheets, library] = await Promise.all([get("/api/worksheets"), get("/api/library", { query: { language: language.value } })]);
  return {
    worksheet: Object.fromEntries(sheets.items.map((one) => [one.slug, say(one.title)])),
    archived: new Set(sheets.items.filter((one) => one.archived).map((one) => one.slug!)),
    reading: Object.fromEntries(library.items.map((one) => [one.slug, one.title])),
  };
}

/** What is to be done, in words. */
export function titleOf({ kind, ref, task, title }: Pick<Homework, "kind" | "ref" | "task" | "title">, titles: Titles): string {
  if (kind === "task") return task;
  if (title) return say(title);
  return (kind === "measure" ? t.code("measure", ref ?? "") : titles[kind][ref ?? ""]) ?? t(`kind_${kind}`);
}

/** A day of the client's calendar in words. It has no time of day, so no zone either. */
export function dueDay(due_on: string): string {
  return dayOf(due_on);
}

/** What is open, the day that comes first on top, those without a day last. */
export function openOnes(items: readonly Homework[]): Homework[] {
  const day = ({ due_on }: Homework) => due_on ?? "9999";
  return items.filter(({ state }) => state === "open").sort((one, other) => day(one).localeCompare(day(other)));
}

/** Whether its day is today, tomorrow or past. today: YYYY-MM-DD by the client's calendar. */
export function isDue({ due_on, overdue }: Pick<Homework, "due_on" | "overdue">, today: string): boolean {
  const day = 86_400_000;
  return overdue || (due_on !== null && Date.parse(due_on) - Date.parse(today) <= day);
}
