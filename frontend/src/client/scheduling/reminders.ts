/** What reminds somebody of a session: by which way, at which hours before it. */
export interface Wishes {
  remind_by_mail: boolean;
  remind_by_sms: boolean;
  /** Null: the practice's own. */
  mail_hours: number[] | null;
  sms_hours: number[] | null;
}

export interface Reminder {
  by: "remind_mail" | "remind_sms" | "remind_both";
  /** Longest before first. */
  hours: number[];
}

/** One line for both ways where they come together, else one for each; none where nothing comes. */
export function remindersOf(wishes: Wishes, usual: number[]): Reminder[] {
  const sorted = (on: boolean, chosen: number[] | null) => (on ? [...(chosen ?? usual)].sort((one, other) => other - one) : []);
  const mail = sorted(wishes.remind_by_mail, wishes.mail_hours);
  const text = sorted(wishes.remind_by_sms, wishes.sms_hours);
  if (mail.length && String(mail) === String(text)) return [{ by: "remind_both", hours: mail }];
  const each: Reminder[] = [{ by: "remind_mail", hours: mail }, { by: "remind_sms", hours: text }];
  return each.filter((one) => one.hours.length);
}
