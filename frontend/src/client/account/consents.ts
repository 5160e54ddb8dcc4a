import type { Answer } from "../../shared/api/client";
import { get, post } from "../../shared/api/client";
import { language } from "../../shared/i18n";
import { me } from "../../shared/session/me";
import { dayOf, writtenAt, zoneName } from "../../shared/time";

export type Consent = Answer<"/api/me/consents", "get">["items"][number];

/** ward: the teen a guardian reads and decides for; left out, one's own. */
export async function readConsents(ward?: string): Promise<Consent[]> {
  const query = { language: language.peek() };
  return (await (ward ? get("/api/wards/{client_id}/consents", { path: { client_id: ward }, query }) : get("/api/me/consents", { query }))).items;
}

/** Keep a yes or a withdrawal for the version that was on the screen. */
export async function decide(consent: Consent, agreed: boolean, ward?: string): Promise<void> {
  const document = consent.document as "telehealth" | "privacy" | "fees";
  const decision = { document, version: consent.version, agreed, language: language.peek() };
  await (ward ? post("/api/wards/{client_id}/consents", decision, { path: { client_id: ward } }) : post("/api/me/consents", decision));
}

/** Where the list of the texts is. */
export function listOf(ward?: string): string {
  return ward ? `/wards/${ward}/consents` : "/consents";
}

/** The day of an instant in the person's zone, named: "Sunday, November 22 (EST)". */
export function ownDay(instant: string): string {
  const facts = me.value;
  const start = writtenAt(instant, facts?.utc_offset ?? 0);
  return `${dayOf(start)} (${zoneName({ start, zone: facts?.zone, zone_name: facts?.zone_name })})`;
}
