import { CallBar } from "../../shared/call/CallBar";
import { problemWords } from "../../shared/call/DeviceChoice";
import { hasPicture, hasSound } from "../../shared/call/format";
import { RelayChoice } from "../../shared/call/RelayChoice";
import { Tile } from "../../shared/call/Tile";
import { useOwnStream } from "../../shared/call/useOwnStream";
import { useTick } from "../../shared/call/useTick";
import { ApiError } from "../../shared/api/errors";
import { words } from "../../shared/i18n";
import type callWords from "../../shared/i18n/en/call";
import type en from "../../shared/i18n/en/room";
import { href } from "../../shared/router";
import { me } from "../../shared/session/me";
import { stateName } from "../../shared/states";
import { dayAndTime, timeOf } from "../../shared/time";
import { Actions, Button, Failed, LitArea, Notice, useSave } from "../../shared/ui";
import type { Appointment } from "./RoomPage";
import { type Guest, heardLately } from "./lobby";
import type { RoomCall } from "./roomCall";
import { Emergency } from "./Emergency";
import { nameOf, Said } from "./Said";
import { clockAt, clockNow } from "./times";

const t = words<typeof en>("room");
const c = words<typeof callWords>("call");

function homeState(error: unknown): string {
  return error instanceof ApiError && error.code === "home_state_needed" ? String(error.details.home_state) : "";
}

/** Under PSYPACT somebody is let in only once the therapist has said that they are in their home state. */
function AtHome({ call, state, then }: { call: RoomCall; state: string; then: () => void }) {
  const save = useSave(async () => {
    await call.sayWhere(state);
    then();
  });
  return (
    <Notice kind="caution">
      <p>{t("at_home_why", { state: stateName(state) })}</p>
      {save.error !== undefined && <Failed error={save.error} />}
      <Actions><Button look="quiet" busy={save.busy && t("letting_in")} onClick={() => save.run()}>{t("at_home", { state: stateName(state) })}</Button></Actions>
    </Notice>
  );
}

/** One client at the door: since when, from where, and the one step where there is one. */
function AtDoor({ guest, call, appointmentId }: { guest: Guest; call: RoomCall; appointmentId: string }) {
  const save = useSave(() => call.admit(guest));
  const name = nameOf(guest);
  const since = t("waits_since", { time: clockAt(guest.since) });
  if (!guest.said) return null;
  if (!guest.said.licensed || call.stage.value !== "open") {
    return (
      <section class="stack-tight">
        <h2>{name}</h2>
        <p>{since}</p>
        <Said guest={guest} />
        {!guest.said.licensed && <Notice kind="caution"><p>{t("what_is_allowed", { name })}</p></Notice>}
        <Emergency appointmentId={appointmentId} guest={guest} />
      </section>
    );
  }
  return (
    <LitArea eyebrow={since} title={name}>
      {guest.differed && <Notice kind="caution"><p>{c("differ_text")}</p></Notice>}
      <Said guest={guest} />
      {hasSound(call.format) && !heardLately(guest) && <p class="second" role="status">{t("page_silent", { name })}</p>}
      {save.error !== undefined && (homeState(save.error) ? <AtHome call={call} state={homeState(save.error)} then={() => save.run()} /> : <Failed error={save.error} />)}
      <Actions><Button busy={save.busy && t("letting_in")} onClick={() => save.run()}>{t("let_in", { name })}</Button></Actions>
      <Emergency appointmentId={appointmentId} guest={guest} />
    </LitArea>
  );
}

/** What kept the room from opening, in the room's own words where it is a matter of time. */
function NotOpen({ error }: { error: unknown }) {
  if (!(error instanceof ApiError) || !["too_early", "too_late", "no_open_session"].includes(error.code)) return <Failed error={error} />;
  if (error.code !== "too_early") return <Notice><p>{t("too_late")}</p></Notice>;
  const opens = { start: String(error.details.opens_at), zone_name: String(error.details.zone_name ?? "") };
  return <Notice><p>{t("too_early", { time: timeOf(opens) })}</p></Notice>;
}

/** Before anybody is in. */
export function Door({ appointment, call }: { appointment: Appointment; call: RoomCall }) {
  useTick(5);
  const own = useOwnStream(call.media);
  const guests = call.guests.value;
  const closed = call.stage.value === "closed" || call.stage.value === "opening";
  const sound = hasSound(appointment.format);
  const problem = call.media.problem.value;
  return (
    <main class="room" id="main" data-stage="door">
      <div class="waiting-room">
        <div class="stack">
          <h1 tabIndex={-1}>{t("room")}</h1>
          <p class="second">{dayAndTime(appointment)}</p>
          {call.error.value !== undefined && <NotOpen error={call.error.value} />}
          {closed && (
            <LitArea>
              <p>{t(sound ? "open_text" : "open_text_writing")}</p>
              <RelayChoice relayOnly={call.relayOnly} />
              <Actions><Button busy={call.stage.value === "opening" && t("opening")} onClick={() => void call.open()}>{t("open_room")}</Button></Actions>
            </LitArea>
          )}
          {!guests.length && <p role="status">{t("nobody_yet")}</p>}
          {guests.map((guest) => <AtDoor key={guest.client_id} guest={guest} call={call} appointmentId={appointment.id} />)}
          <p><a href={href("/")}>{t("to_today")}</a></p>
        </div>
        {!closed && sound && (
          <div class="preview stack">
            <Tile stream={own} name={me.value?.preferred_name || c("you")} camera={own !== null} own />
            {problem.audio && <p role="alert">{t("microphone")} {problemWords(problem.audio)}</p>}
            {problem.video && <p role="alert">{t("camera")} {problemWords(problem.video)}</p>}
          </div>
        )}
      </div>
      {!closed && <CallBar media={sound ? call.media : undefined} picture={hasPicture(appointment.format)} clock={clockNow()}>{null}</CallBar>}
    </main>
  );
}
