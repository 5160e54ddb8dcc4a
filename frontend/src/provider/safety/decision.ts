/** What the clinician has put into the form, what is missing of it, and the body it makes. Pure. */
import type { Body } from "../../shared/api/client";

export type Wish = Body<"/api/safety/reviews/{review_id}/decide", "post">;

export interface Draft {
  level: Wish["level"] | null;
  booking: Wish["booking"] | null;
  reason: string;
  refer: boolean;
  to: string;
  contact: string;
  note: string;
  /** YYYY-MM-DD, where the practice is. */
  followUp: string;
}

export const blank: Draft = { level: null, booking: null, reason: "", refer: false, to: "", contact: "", note: "", followUp: "" };

export type Missing = "level" | "booking" | "reason" | "to" | "contact" | "follow_up";

/** Somebody looks again after a referral, and while booking stays closed. */
export function needsFollowUp(draft: Draft): boolean {
  return draft.refer || draft.booking === "closed";
}

export function missingOf(draft: Draft): Missing[] {
  const asked: [Missing, boolean][] = [
    ["level", draft.level === null],
    ["booking", draft.booking === null],
    ["reason", draft.reason.trim() === ""],
    ["to", draft.refer && draft.to.trim() === ""],
    ["contact", draft.refer && draft.contact.trim() === ""],
    ["follow_up", needsFollowUp(draft) && draft.followUp === ""],
  ];
  return asked.filter(([, missing]) => missing).map(([name]) => name);
}

/** The body of a draft with nothing missing. revision: of the answers that were read. */
export function wishOf(draft: Draft, revision: number): Wish {
  const referral = draft.refer ? { to: draft.to.trim(), contact: draft.contact.trim(), note: draft.note.trim() } : null;
  return { level: draft.level!, booking: draft.booking!, reason: draft.reason.trim(), revision, referral, follow_up: draft.followUp || null };
}
