import { words } from "../../shared/i18n";
import type en from "../../shared/i18n/en/room";
import { href } from "../../shared/router";
import { Actions, ButtonLink } from "../../shared/ui";
import type { Appointment } from "./RoomPage";
import type { Attendance } from "./roomCall";
import { clockAt } from "./times";

const t = words<typeof en>("room");

/** After the session: what was recorded of it, and the way back. */
export function Over({ appointment, attendance }: { appointment: Appointment; attendance: Attendance | null }) {
  const assessed = appointment.type === "intake_assessment" ? appointment.client_ids[0] : undefined;
  return (
    <main class="room" id="main" data-stage="over">
      <div class="stack task">
        <h1 tabIndex={-1}>{t("over_title")}</h1>
        {attendance ? (
          <p>{t.count("held", attendance.minutes, { from: clockAt(attendance.started_at), to: clockAt(attendance.ended_at) })}</p>
        ) : (
          <p>{t("over_text")}</p>
        )}
        {assessed && <p><a class="lone" href={href(`/clients/${assessed}/intake`)}>{t("record_assessment")}</a></p>}
        <Actions><ButtonLink href={href("/")}>{t("to_today")}</ButtonLink></Actions>
      </div>
    </main>
  );
}
