import { useEffect, useMemo } from "preact/hooks";
import "../../shared/call/call.css";
import { hasSound } from "../../shared/call/format";
import { useRoom } from "../../shared/call/useRoom";
import { words } from "../../shared/i18n";
import type en from "../../shared/i18n/en/session";
import { go, type PageProps } from "../../shared/router";
import { Failed, Loading, useLoad } from "../../shared/ui";
import { loadSession, type Session } from "./appointment";
import { ClientCall } from "./clientCall";
import { InSession } from "./InSession";
import { InWriting } from "./InWriting";
import { Early, Left } from "./Outside";
import { Over } from "./Over";
import { letGo, prepare, sendBack } from "./prepared";
import { WaitingRoom } from "./WaitingRoom";

const t = words<typeof en>("session");

function Inside({ session, again }: { session: Session; again: () => void }) {
  const id = session.appointment.id;
  const prepared = prepare(id);
  const call = useMemo(() => new ClientCall(prepared, session, again), [id]);
  useEffect(() => {
    if (session.appointment.status === "booked") void call.start();
    else call.stage.value = "over";
    return () => {
      call.close();
      letGo(prepared);
    };
  }, [call]);
  const stage = call.stage.value;
  useEffect(() => {
    if (stage !== "place") return;
    sendBack(call.error.value);
    go(`/session/${id}/ready`, { replace: true });
  }, [stage]);

  const phase = call.phase.value;
  if (stage === "early") return <Early session={session} error={call.error.value} media={prepared.media} />;
  if (stage === "inside" && !call.admitted.value && (phase === "waiting" || phase === "idle")) return <WaitingRoom session={session} call={call} media={prepared.media} />;
  if (stage === "inside" && !hasSound(session.appointment.format)) return <InWriting session={session} call={call} />;
  if (stage === "inside") return <InSession session={session} call={call} media={prepared.media} />;
  if (stage === "left") return <Left session={session} again={() => void call.start()} out={call.out.value} />;
  if (stage === "over") return <Over session={session} />;
  if (stage === "failed") return <main class="room" id="main"><h1>{t("not_in")}</h1><Failed error={call.error.value} again={() => void call.start()} /></main>;
  return <main class="room" id="main"><h1>{t("session_with", { name: session.therapist })}</h1><Loading what={t("opening_door")} /></main>;
}

/** The waiting room, the session and its end, in one page so that nothing is lost between them. */
export default function SessionPage({ params }: PageProps) {
  useRoom();
  const { data: session, error, again } = useLoad(() => loadSession(params.appointment_id!), [params.appointment_id]);
  // What was moved or cancelled meanwhile is begun anew.
  if (session && error === undefined) return <Inside key={`${session.appointment.start} ${session.appointment.status}`} session={session} again={again} />;
  return (
    <main class="room" id="main">
      <h1 tabIndex={-1}>{t("session")}</h1>
      {error !== undefined ? <Failed error={error} again={again} /> : <Loading what={t("getting")} />}
    </main>
  );
}
