/** When licenses end. Dates are YYYY-MM-DD. */
import type { Answer } from "../../shared/api/client";

export type Profile = Answer<"/api/providers/{provider_id}", "get">;
export type Licence = Profile["licences"][number];

export type Compact = Profile["compacts"][number];

const warnWithin = 60;

export function daysBetween(today: string, date: string): number {
  return Math.round((Date.parse(date) - Date.parse(today)) / 86_400_000);
}

/** Whether a license ends within sixty days. */
export function endingSoon(licence: Pick<Licence, "expires">, today: string): boolean {
  return daysBetween(today, licence.expires) <= warnWithin;
}
