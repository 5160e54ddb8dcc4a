/** Who treats the signed-in client now, and free first talks. */
import { type Answer, get } from "../../shared/api/client";

export type MyCare = Answer<"/api/care", "get">;
export type Therapist = MyCare["therapists"][number];
export type Talk = MyCare["consultations"][number];

export const loadCare = (): Promise<MyCare> => get("/api/care");

export function talkWith(care: MyCare, providerId: string): Talk | undefined {
  return care.consultations.find((talk) => talk.provider_id === providerId);
}

export function treats(care: MyCare, providerId: string): boolean {
  return care.therapists.some((one) => one.provider_id === providerId);
}

/** Whether somebody else treats the client, so that beginning with this therapist is a change. */
export function isChange(care: MyCare, providerId: string): boolean {
  return care.therapists.length > 0 && !treats(care, providerId);
}
