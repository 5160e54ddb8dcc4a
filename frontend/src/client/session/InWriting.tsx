import { CallBar } from "../../shared/call/CallBar";
import { Conversation } from "../../shared/call/ChatPanel";
import { markOf } from "../../shared/call/marks";
import { usePresence } from "../../shared/call/usePresence";
import { useTick } from "../../shared/call/useTick";
import { words } from "../../shared/i18n";
import type callWords from "../../shared/i18n/en/call";
import type en from "../../shared/i18n/en/session";
import { timeOf } from "../../shared/time";
import { atHome, nowAtHome } from "../hereAndNow";
import { endOf, type Session } from "./appointment";
import type { ClientCall } from "./clientCall";

const t = words<typeof en>("session");
const c = words<typeof callWords>("call");

/** A session in writing: who is here, what has been written, and a place to write. */
export function InWriting({ session, call }: { session: Session; call: ClientCall }) {
  useTick(10);
  const others = call.others.value;
  const presence = usePresence(others.map(({ name }) => name));
  const here = call.phase.value === "talking";
  const clock = nowAtHome();
  const ends = atHome(endOf(session));
  const mark = markOf(session.appointment.start, session.appointment.minutes);
  return (
    <main class="room" id="main" data-stage={here ? "talking" : "writing"}>
      <h1 tabIndex={-1}>{t("session_with", { name: session.therapist })}</h1>
      <p class="visually-hidden" role="status">{presence}</p>
      <Conversation chat={call.chat}>
        <p role="status">{c(here ? "is_here" : "not_connected", { name: session.firstName })} {others.map(({ id, name }) => <span key={id}>{c("is_here", { name })} </span>)}</p>
      </Conversation>
      <CallBar clock={clock ? timeOf(clock) : ""} ends={ends ? [mark && c(mark), c("ends_about", { time: timeOf(ends) })].filter(Boolean).join(" ") : undefined}>
        <button type="button" class="button leave-call" onClick={() => call.leave()}>{t("leave_session")}</button>
      </CallBar>
    </main>
  );
}
