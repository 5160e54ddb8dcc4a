import { type Answer, get } from "../../shared/api/client";
import { loadMe, me } from "../../shared/session/me";

export type Appointment = Answer<"/api/appointments/{appointment_id}", "get">;

/** A session and who holds it. */
export interface Session {
  appointment: Appointment;
  /** "Pat Hollis, LCSW" */
  therapist: string;
  /** "Pat" */
  firstName: string;
}

export async function loadSession(appointmentId: string): Promise<Session> {
  const [appointment] = await Promise.all([get("/api/appointments/{appointment_id}", { path: { appointment_id: appointmentId } }), me.peek() ?? loadMe()]);
  const page = await get("/api/providers/{provider_id}", { path: { provider_id: appointment.provider_id } });
  const therapist = page.credentials ? `${page.name}, ${page.credentials}` : page.name;
  return { appointment, therapist, firstName: page.name.split(" ")[0]! };
}

/** The instant the session is due to end. */
export function endOf({ appointment }: Session): string {
  return new Date(Date.parse(appointment.start) + appointment.minutes * 60_000).toISOString();
}
