import { useEffect, useMemo } from "preact/hooks";
import { type Answer, get } from "../../shared/api/client";
import "../../shared/call/call.css";
import { useRoom } from "../../shared/call/useRoom";
import { words } from "../../shared/i18n";
import type en from "../../shared/i18n/en/room";
import type { PageProps } from "../../shared/router";
import { loadMe, me } from "../../shared/session/me";
import { Failed, Loading, useLoad } from "../../shared/ui";
import { Door } from "./Door";
import { InCall } from "./InCall";
import { Over } from "./Over";
import { RoomCall } from "./roomCall";

const t = words<typeof en>("room");

export type Appointment = Answer<"/api/appointments/{appointment_id}", "get">;

function Room({ appointment, again }: { appointment: Appointment; again: () => void }) {
  const call = useMemo(() => new RoomCall(appointment.id, appointment.start, appointment.format, again), [appointment.id]);
  useEffect(() => {
    call.watch();
    return () => call.close();
  }, [call]);
  if (call.stage.value === "over") return <Over appointment={appointment} />;
  if (call.begun) return <InCall appointment={appointment} call={call} />;
  return <Door appointment={appointment} call={call} />;
}

async function load(appointmentId: string): Promise<Appointment> {
  const [appointment] = await Promise.all([get("/api/appointments/{appointment_id}", { path: { appointment_id: appointmentId } }), me.peek() ?? loadMe()]);
  return appointment;
}

/** The therapist's room: the door, the session, its end. */
export default function RoomPage({ params }: PageProps) {
  useRoom();
  const { data: appointment, error, again } = useLoad(() => load(params.appointment_id!), [params.appointment_id]);
  // At another time it is begun anew.
  if (appointment?.status === "booked") return <Room key={appointment.start} appointment={appointment} again={again} />;
  if (appointment) return <Over appointment={appointment} />;
  return (
    <main class="room" id="main">
      <h1 tabIndex={-1}>{t("room")}</h1>
      {error !== undefined ? <Failed error={error} again={again} /> : <Loading what={t("getting")} />}
    </main>
  );
}
