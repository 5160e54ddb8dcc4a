import { CallBar } from "../../shared/call/CallBar";
import type { Media } from "../../shared/call/media";
import { Tile } from "../../shared/call/Tile";
import { useOwnStream } from "../../shared/call/useOwnStream";
import { useTick } from "../../shared/call/useTick";
import { words } from "../../shared/i18n";
import type callWords from "../../shared/i18n/en/call";
import type en from "../../shared/i18n/en/session";
import { me } from "../../shared/session/me";
import { timeOf } from "../../shared/time";
import { atHome, nowAtHome } from "../hereAndNow";
import { endOf, type Session, withPicture } from "./appointment";
import type { ClientCall } from "./clientCall";

const t = words<typeof en>("session");
const c = words<typeof callWords>("call");

/** Words over the picture while there is none. */
function holdOf(call: ClientCall): string | undefined {
  if (call.phase.value === "connecting") return c("connecting");
  if (call.phase.value !== "reconnecting") return undefined;
  const dropped = atHome(new Date(call.droppedAt.value).toISOString());
  return dropped ? c("line_dropped", { time: timeOf(dropped) }) : c("connecting");
}

/** The two of them. */
export function InSession({ session, call, media }: { session: Session; call: ClientCall; media: Media }) {
  useTick(10);
  const own = useOwnStream(media);
  const picture = withPicture(session);
  const clock = nowAtHome();
  const ends = atHome(endOf(session));
  return (
    <main class="room" id="main" data-stage={call.phase.value}>
      <h1 class="visually-hidden" tabIndex={-1}>{t("session_with", { name: session.therapist })}</h1>
      <div class="stage">
        <Tile stream={call.remote.value} name={session.therapist} camera={picture && call.therapistCamera.value} hold={holdOf(call)} />
        {picture && <Tile stream={own} name={me.value?.preferred_name || t("you")} camera={own !== null} own />}
        <p class="between over-picture">{c("between")}</p>
      </div>
      <CallBar
        media={media}
        picture={picture}
        clock={clock ? timeOf(clock) : ""}
        ends={ends ? c("ends_about", { time: timeOf(ends) }) : undefined}
      >
        <button type="button" class="button leave-call" onClick={() => call.leave()}>{t("leave_session")}</button>
      </CallBar>
    </main>
  );
}
