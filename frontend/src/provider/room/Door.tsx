import { ApiError } from "../../shared/api/errors";
import { CallBar } from "../../shared/call/CallBar";
import { problemWords } from "../../shared/call/devices/DeviceChoice";
import { useOwnStream } from "../../shared/call/devices/useOwnStream";
import { hasPicture, hasSound } from "../../shared/call/format";
import { RelayChoice } from "../../shared/call/RelayChoice";
import { Tile } from "../../shared/call/Tile";
import { useTick } from "../../shared/call/useTick";
import { words } from "../../shared/i18n";
import type callWords from "../../shared/i18n/en/call";
import type en from "../../shared/i18n/en/room";
import { href } from "../../shared/router";
import { me } from "../../shared/session/me";
import { dayAndTime, timeOf } from "../../shared/time";
import { Actions, Button, Failed, LitArea, Notice } from "../../shared/ui";
import { AgreedOnWith } from "../homework/AgreedOn";
import { AtDoor, maybeLetIn } from "./AtDoor";
import { Ending } from "./Ending";
import type { RoomCall } from "./roomCall";
import type { Appointment } from "./RoomPage";
import { clockNow } from "./times";

const t = words<typeof en>("room");
const c = words<typeof callWords>("call");

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
  const next = guests.find((guest) => maybeLetIn(guest, call));
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
              <RelayChoice relayOnly={call.relayOnly} format={appointment.format} />
              <Actions><Button busy={call.stage.value === "opening" && t("opening")} onClick={() => void call.open()}>{t("open_room")}</Button></Actions>
            </LitArea>
          )}
          {!guests.length && <p role="status">{t("nobody_yet")}</p>}
          {guests.map((guest) => <AtDoor key={guest.client_id} guest={guest} call={call} appointmentId={appointment.id} lit={guest === next} />)}
          <AgreedOnWith clients={appointment.client_ids.map((id) => ({ id, name: guests.find((guest) => guest.client_id === id)?.said?.preferred_name ?? "" }))} />
          <p><a class="lone" href={href("/")}>{t("to_today")}</a></p>
        </div>
        {!closed && sound && (
          <div class="preview stack">
            <Tile stream={own} name={me.value?.preferred_name || c("you")} camera={own !== null} own />
            {problem.audio && <p role="alert">{t("microphone")} {problemWords(problem.audio)}</p>}
            {problem.video && <p role="alert">{t("camera")} {problemWords(problem.video)}</p>}
          </div>
        )}
      </div>
      {!closed && <CallBar media={sound ? call.media : undefined} picture={hasPicture(appointment.format)} clock={clockNow()}>{guests.some((guest) => guest.admitted_at) && <Ending call={call} />}</CallBar>}
    </main>
  );
}
