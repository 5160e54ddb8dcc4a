import { get } from "../../shared/api/client";

/** Hand the appointment to the device's calendar: a file without a name or a clinical word. */
export async function saveCalendarFile(appointmentId: string): Promise<void> {
  const text = (await get("/api/appointments/{appointment_id}/calendar.ics", { path: { appointment_id: appointmentId } })) as unknown as string;
  const address = URL.createObjectURL(new Blob([text], { type: "text/calendar" }));
  const link = Object.assign(document.createElement("a"), { href: address, download: "appointment.ics" });
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
