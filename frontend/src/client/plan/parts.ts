/** The five parts of a safety plan, in the order to write and to use them. Pure. */
import type { Body } from "../../shared/api/client";
import type { Plan } from "../../shared/keptPlan";

export const parts = ["signs", "coping", "people", "professionals", "safer"] as const;
export type Part = (typeof parts)[number];
export type Contact = Plan["people"][number];

export function isPart(name: string | undefined): name is Part {
  return parts.includes(name as Part);
}

export function hasContacts(part: Part): part is "people" | "professionals" {
  return part === "people" || part === "professionals";
}

/** The first part after this one that has nothing in it yet; null where the rest is written. */
export function nextEmpty(plan: Plan, after: Part): Part | null {
  return parts.slice(parts.indexOf(after) + 1).find((part) => !plan[part].length) ?? null;
}

export function isEmpty(plan: Plan): boolean {
  return parts.every((part) => !plan[part].length);
}

/** Who is called first: people before professionals, in the order they were written. */
export function firstToCall(plan: Plan): Contact | undefined {
  return [...plan.people, ...plan.professionals].find(({ phone }) => phone);
}

/** Lines as typed to lines as kept: blank ones dropped. */
export function linesOf(text: string): string[] {
  return text.split("\n").map((line) => line.trim()).filter(Boolean);
}

/** The whole plan with one part replaced, saying which revision was edited. */
export function withPart(plan: Plan, part: Part, value: string[] | Contact[]): Body<"/api/safety/plan", "put"> {
  const { signs, coping, people, professionals, safer, revision } = plan;
  return { signs, coping, people, professionals, safer, revision, [part]: value };
}

const phone = /^[+0-9][0-9 ().-]{5,22}$/;

export type ContactProblem = "need_name" | "bad_phone";

/** What keeps contacts from being saved, by place in the list. Wholly blank ones are no contacts. */
export function problemsOf(contacts: readonly Contact[]): Record<number, ContactProblem> {
  const found: Record<number, ContactProblem> = {};
  contacts.forEach(({ name, phone: number }, index) => {
    if (number?.trim() && !phone.test(number.trim())) found[index] = "bad_phone";
    else if (!name.trim() && number?.trim()) found[index] = "need_name";
  });
  return found;
}

/** Contacts as kept: trimmed, blank ones dropped. */
export function contactsOf(typed: readonly Contact[]): Contact[] {
  return typed.map(({ name, phone: number = "", note = "" }) => ({ name: name.trim(), phone: number.trim(), note: note.trim() })).filter(({ name }) => name);
}
