import type { Body } from "../../shared/api/client";
import type { Me } from "../../shared/session/me";

/** Whole hours before a session at which the practice can remind, furthest ahead first. */
export const HOURS = ["72", "48", "24", "12", "4", "2", "1"] as const;

/** The hours of one channel as they are chosen. */
export interface Channel {
  on: boolean;
  hours: string[];
}

export interface Wishes {
  mail: Channel;
  sms: Channel;
  phone: string;
}

/** usual: the practice's hours, for a channel without own ones. */
export function wishesOf(me: Me, usual: number[]): Wishes {
  const hours = (own: number[] | null) => (own ?? usual).map(String);
  return { mail: { on: me.remind_by_mail, hours: hours(me.mail_hours) }, sms: { on: me.remind_by_sms, hours: hours(me.sms_hours) }, phone: me.phone };
}

const phone = /^[+0-9][0-9 ().-]{5,22}$/;

/** What is to be mended before this can be saved: keys of sentences by field. */
export function missingIn({ mail, sms, phone: number }: Wishes): Partial<Record<keyof Wishes, "need_hours" | "need_phone">> {
  return {
    ...(mail.on && !mail.hours.length ? { mail: "need_hours" } : {}),
    ...(sms.on && !sms.hours.length ? { sms: "need_hours" } : {}),
    ...(sms.on && !phone.test(number.trim()) ? { phone: "need_phone" } : {}),
  };
}

/** Hours that are the practice's own go on following the practice. */
function own(hours: string[], usual: number[]): number[] | null {
  const chosen = hours.map(Number).sort((a, b) => b - a);
  return chosen.length === 0 || chosen.join() === [...usual].sort((a, b) => b - a).join() ? null : chosen;
}

export function updateOf({ mail, sms, phone: number }: Wishes, usual: number[]): Body<"/api/me", "put"> {
  const times = { mail_hours: own(mail.hours, usual), sms_hours: own(sms.hours, usual) } as Body<"/api/me", "put">;
  return { remind_by_mail: mail.on, remind_by_sms: sms.on, phone: number.trim(), ...times };
}
