import { ApiError } from "../../shared/api/errors";
import type { Media } from "../../shared/call/devices/media";
import { useOwnStream } from "../../shared/call/devices/useOwnStream";
import { Tile } from "../../shared/call/Tile";
import { words } from "../../shared/i18n";
import type callWords from "../../shared/i18n/en/call";
import type en from "../../shared/i18n/en/session";
import { practice } from "../../shared/practice";
import { me } from "../../shared/session/me";
import { dayAndTime, type When } from "../../shared/time";
import { Actions, Button, LitArea, Notice } from "../../shared/ui";
import type { Session } from "./appointment";
import type { ClientCall } from "./clientCall";

const t = words<typeof en>("session");
const c = words<typeof callWords>("call");

/** Too early: says when it opens, and opens by itself. */
export function Early({ session, error, media }: { session: Session; error: unknown; media: Media }) {
  const own = useOwnStream(media);
  const details = error instanceof ApiError ? error.details : {};
  const opens: When = { start: String(details.opens_at ?? session.appointment.start), zone: session.appointment.zone, zone_name: session.appointment.zone_name };
  return (
    <main class="room" id="main" data-stage="early">
      <div class="waiting-room">
        <div class="stack">
          <h1 tabIndex={-1}>{t("early_title")}</h1>
          <p class="lead" role="status">{t("early_text", { when: dayAndTime(opens) })}</p>
          <p class="second">{t("ready_lead", { name: session.therapist, when: dayAndTime(session.appointment) })}</p>
          <p><a href="/home">{t("go_home")}</a></p>
        </div>
        {own && <div class="preview"><Tile stream={own} name={me.value?.preferred_name || t("you")} camera own /></div>}
      </div>
    </main>
  );
}

/** The person left, or is out for another reason; the session is still there. */
export function Left({ session, again, out }: { session: Session; again: () => void; out: ClientCall["out"]["value"] }) {
  const phone = practice.value?.phone;
  return (
    <main class="room" id="main" data-stage="left">
      <div class="stack task">
        <h1 tabIndex={-1}>{t(out === "elsewhere" ? "elsewhere_title" : "left_title")}</h1>
        {out === "differed" && <Notice kind="caution"><p>{c("differ_text")} {phone && <a href={`tel:${phone}`}>{t("call_practice", { phone })}</a>}</p></Notice>}
        <LitArea>
          <p>{out === "elsewhere" ? t("elsewhere_text") : t("left_text", { name: session.firstName })}</p>
          <Actions>
            <Button onClick={again}>{t("come_back")}</Button>
            <a href="/home">{t("go_home")}</a>
          </Actions>
        </LitArea>
      </div>
    </main>
  );
}
