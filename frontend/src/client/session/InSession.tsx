import { now } from "../../shared/api/now";
import { CallBar } from "../../shared/call/CallBar";
import { ChatPanel } from "../../shared/call/ChatPanel";
import { CompareCode } from "../../shared/call/CompareCode";
import type { Media } from "../../shared/call/devices/media";
import { useOwnStream } from "../../shared/call/devices/useOwnStream";
import type { Other } from "../../shared/call/engine/mesh";
import { hasPicture } from "../../shared/call/format";
import { markOf } from "../../shared/call/marks";
import { Tile } from "../../shared/call/Tile";
import { usePresence } from "../../shared/call/usePresence";
import { useTick } from "../../shared/call/useTick";
import { words } from "../../shared/i18n";
import type callWords from "../../shared/i18n/en/call";
import type en from "../../shared/i18n/en/session";
import { practice } from "../../shared/practice";
import { me } from "../../shared/session/me";
import { timeOf } from "../../shared/time";
import { atHome, nowAtHome } from "../hereAndNow";
import { endOf, type Session } from "./appointment";
import type { ClientCall } from "./clientCall";

const t = words<typeof en>("session");
const c = words<typeof callWords>("call");

const longDown = 30_000;

/** Words over the picture while there is none. */
function holdOf(call: ClientCall): string | undefined {
  if (call.phase.value === "connecting") return c("connecting");
  if (call.phase.value !== "reconnecting") return undefined;
  const dropped = atHome(new Date(call.droppedAt.value).toISOString());
  return dropped ? c("line_dropped", { time: timeOf(dropped) }) : c("connecting");
}

/** A line that stays down: how the two still reach each other. */
function StaysDown({ call, name }: { call: ClientCall; name: string }) {
  if (call.phase.value !== "reconnecting" || now() - call.droppedAt.value < longDown) return null;
  const [own, office] = [me.value?.phone, practice.value?.phone];
  if (own) return <p role="status">{c("line_long", { name, phone: own })}</p>;
  return office ? <p role="status">{c("line_long_practice", { phone: office })}</p> : null;
}

/** Another client of the same session. Without the therapist they see and hear nothing of each other. */
function OtherTile({ other, picture, away }: { other: Other; picture: boolean; away: boolean }) {
  const hold = away ? c("paused") : other.stream ? undefined : c("connecting");
  return <Tile stream={other.stream} name={other.name} camera={picture && other.standing.camera} standing={other.standing} hold={hold} />;
}

/** Everybody in the session, and what can be done in it. */
export function InSession({ session, call, media }: { session: Session; call: ClientCall; media: Media }) {
  useTick(10);
  const others = call.others.value;
  const presence = usePresence(others.map(({ name }) => name));
  const chatting = call.tools.open.value === "chat";
  const own = useOwnStream(media);
  const picture = hasPicture(session.appointment.format);
  const clock = nowAtHome();
  const ends = atHome(endOf(session));
  const mark = markOf(session.appointment.start, session.appointment.minutes);
  return (
    <main class="room" id="main" data-stage={call.phase.value}>
      <h1 class="visually-hidden" tabIndex={-1}>{t("session_with", { name: session.therapist })}</h1>
      <p class="visually-hidden" role="status">{presence}</p>
      <div class={chatting ? "with-side" : "with-side alone"}>
        <div class={others.length ? "stage equal" : "stage"}>
          <Tile stream={call.remote.value} name={session.therapist} camera={picture && call.therapist.value.camera} standing={call.therapist.value} hold={holdOf(call)} />
          {others.map((other) => <OtherTile key={other.id} other={other} picture={picture} away={call.phase.value === "reconnecting"} />)}
          {picture && <Tile stream={own} name={me.value?.preferred_name || t("you")} camera={own !== null} own />}
          <div class="between over-picture">
            {others.length ? c("between_all") : c("between")} <CompareCode name={session.firstName} verification={call.verification} onDiffer={() => call.differ()} />
            {call.saving.value && <p>{c("saving_own")}</p>}
            {others.length > 0 && call.phase.value === "reconnecting" && <p role="status">{c("alone")}</p>}
          </div>
        </div>
        {chatting && <aside class="side"><ChatPanel chat={call.chat} /></aside>}
      </div>
      <StaysDown call={call} name={session.firstName} />
      <CallBar
        media={media}
        picture={picture}
        line={call.phase.value === "talking" ? call.word.value : undefined}
        tools={call.tools}
        clock={clock ? timeOf(clock) : ""}
        ends={ends ? [mark && c(mark), c("ends_about", { time: timeOf(ends) })].filter(Boolean).join(" ") : undefined}
      >
        <button type="button" class="button leave-call" onClick={() => call.leave()}>{t("leave_session")}</button>
      </CallBar>
    </main>
  );
}
