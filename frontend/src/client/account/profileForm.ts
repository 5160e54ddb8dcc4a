import type { Body } from "../../shared/api/client";
import type { Me } from "../../shared/session/me";

/** The profile as it is typed: every part a string, as the fields hold it. */
export interface ProfileForm {
  preferred_name: string;
  pronouns: string;
  birth_date: string;
  home_state: string;
  zone: string;
  phone: string;
  contact_name: string;
  contact_phone: string;
  contact_relation: string;
}

export function formOf(me: Me, detectedZone: string): ProfileForm {
  return {
    preferred_name: me.preferred_name,
    pronouns: me.pronouns,
    birth_date: me.birth_date ?? "",
    home_state: me.home_state,
    // UTC is what an account begins with: nobody has chosen it yet.
    zone: me.zone === "UTC" ? detectedZone : me.zone,
    phone: me.phone,
    contact_name: me.emergency_contact?.name ?? "",
    contact_phone: me.emergency_contact?.phone ?? "",
    contact_relation: me.emergency_contact?.relation ?? "",
  };
}

const phone = /^[+0-9][0-9 ().-]{5,22}$/;

/** Field to the key of the sentence about it; empty when the form can be saved. texted: reminders come as text messages. */
export function missingIn(form: ProfileForm, texted: boolean): Record<string, string> {
  const found: Record<string, string> = {};
  if (!form.preferred_name.trim()) found.preferred_name = "profile_need_name";
  if (!form.home_state) found.home_state = "profile_need_state";
  if (form.phone.trim() && !phone.test(form.phone.trim())) found.phone = "profile_bad_phone";
  if (texted && !form.phone.trim()) found.phone = "profile_need_phone";
  if (Boolean(form.contact_name.trim()) !== Boolean(form.contact_phone.trim())) found.contact_name = "profile_contact_both";
  else if (form.contact_phone.trim() && !phone.test(form.contact_phone.trim())) found.contact_phone = "profile_bad_phone";
  return found;
}

export function updateOf(form: ProfileForm, language: "en" | "es"): Body<"/api/me", "put"> {
  const contact = { name: form.contact_name.trim(), phone: form.contact_phone.trim(), relation: form.contact_relation.trim() };
  return {
    preferred_name: form.preferred_name.trim(),
    pronouns: form.pronouns.trim(),
    birth_date: form.birth_date || null,
    home_state: form.home_state,
    zone: form.zone,
    language,
    phone: form.phone.trim(),
    emergency_contact: contact.name ? contact : null,
  };
}

/** Zones of the United States and its territories, with the device's and the present one added. */
export function zoneChoices(...more: string[]): string[] {
  const common = [
    "America/New_York", "America/Chicago", "America/Denver", "America/Phoenix", "America/Los_Angeles", "America/Anchorage", "Pacific/Honolulu",
    "America/Puerto_Rico", "Pacific/Guam", "Pacific/Pago_Pago",
  ];
  return [...new Set([...common, ...more.filter(Boolean)])];
}
