import type { Answer } from "../../shared/api/client";

export type Appointment = Answer<"/api/appointments", "get">["items"][number];

/** Booked and not over yet. */
export function isComing(appointment: Appointment, now: number): boolean {
  return appointment.status === "booked" && Date.parse(appointment.start) + appointment.minutes * 60_000 > now;
}
