import { words } from "../../shared/i18n";
import type en from "../../shared/i18n/en/room";
import { href } from "../../shared/router";
import { Actions, ButtonLink } from "../../shared/ui";
import type { Attendance } from "./roomCall";
import { clockAt } from "./times";

const t = words<typeof en>("room");

/** After the session: what was recorded of it, and the way back. */
export function Over({ attendance }: { attendance: Attendance | null }) {
  return (
    <main class="room" id="main" data-stage="over">
      <div class="stack task">
        <h1 tabIndex={-1}>{t("over_title")}</h1>
        {attendance ? (
          <p>{t.count("held", attendance.minutes, { from: clockAt(attendance.started_at), to: clockAt(attendance.ended_at) })}</p>
        ) : (
          <p>{t("over_text")}</p>
        )}
        <Actions><ButtonLink href={href("/")}>{t("to_today")}</ButtonLink></Actions>
      </div>
    </main>
  );
}
