/** What the form holds, and what it becomes. Dates are YYYY-MM-DD. */
import { put } from "../../shared/api/client";

export type Kind = "licence" | "psypact" | "counseling";
export type Profession = "counselor" | "psychologist" | "social_worker" | "marriage_family_therapist" | "therapist";

export const professions: Profession[] = ["counselor", "psychologist", "social_worker", "marriage_family_therapist", "therapist"];

export interface Entry {
  provider_id: string;
  kind: Kind;
  state: string;
  profession: Profession;
  number: string;
  states: string;
  granted: string;
  expires: string;
}

export const blank: Entry = { provider_id: "", kind: "licence", state: "", profession: "counselor", number: "", states: "", granted: "", expires: "" };

/** "az, WV" as state codes; empty where anything in it is none. */
function stateCodes(typed: string): string[] {
  const codes = typed.toUpperCase().split(/[\s,;]+/).filter(Boolean);
  return codes.every((code) => /^[A-Z]{2}$/.test(code)) ? codes : [];
}

/** The names of what is missing, in the order of the form. */
export function missing(entry: Entry): (keyof Entry)[] {
  const asked: (keyof Entry)[] = ["provider_id", "state", "number", ...(entry.kind === "licence" ? [] : (["states", "granted"] as const)), "expires"];
  return asked.filter((name) => (name === "states" ? !stateCodes(entry.states).length : !entry[name].trim()));
}

export function enter(entry: Entry) {
  const { provider_id, state, profession, granted, expires } = entry;
  const number = entry.number.trim();
  const path = { provider_id };
  if (entry.kind === "licence") return put("/api/providers/{provider_id}/licences", { state, profession, number, expires }, { path });
  return put("/api/providers/{provider_id}/compacts", { kind: entry.kind, number, home_state: state, states: stateCodes(entry.states), granted, expires }, { path });
}
