import type { Answer } from "../../shared/api/client";
import { language } from "../../shared/i18n";
import { get, post } from "../../shared/api/client";
import { me } from "../../shared/session/me";
import { dayOf, writtenAt, zoneName } from "../../shared/time";

export type Consent = Answer<"/api/me/consents", "get">["items"][number];

export async function readConsents(): Promise<Consent[]> {
  return (await get("/api/me/consents", { query: { language: language.peek() } })).items;
}

/** Keep a yes or a withdrawal for the version that was on the screen. */
export async function decide(consent: Consent, agreed: boolean): Promise<void> {
  const document = consent.document as "telehealth" | "privacy" | "fees";
  await post("/api/me/consents", { document, version: consent.version, agreed, language: language.peek() });
}

/** The day of an instant in the person's zone, named: "Sunday, November 22 (EST)". */
export function ownDay(instant: string): string {
  const facts = me.value;
  const start = writtenAt(instant, facts?.utc_offset ?? 0);
  return `${dayOf(start)} (${zoneName({ start, zone: facts?.zone, zone_name: facts?.zone_name })})`;
}
