import { now } from "../../shared/api/now";
import { CallBar } from "../../shared/call/CallBar";
import { ChatPanel, Conversation } from "../../shared/call/ChatPanel";
import { CompareCode } from "../../shared/call/CompareCode";
import { useOwnStream } from "../../shared/call/devices/useOwnStream";
import type { Word } from "../../shared/call/engine/ladder";
import { hasPicture, hasSound } from "../../shared/call/format";
import { markOf } from "../../shared/call/marks";
import { Tile } from "../../shared/call/Tile";
import { usePresence } from "../../shared/call/usePresence";
import { useTick } from "../../shared/call/useTick";
import { words } from "../../shared/i18n";
import type callWords from "../../shared/i18n/en/call";
import type en from "../../shared/i18n/en/room";
import { me } from "../../shared/session/me";
import { Notice } from "../../shared/ui";
import { BesideAssessment } from "../intake/Beside";
import { AtDoor, NotThere } from "./AtDoor";
import { Emergency } from "./Emergency";
import { Ending } from "./Ending";
import type { Guest } from "./lobby";
import type { RoomCall } from "./roomCall";
import type { Appointment } from "./RoomPage";
import { nameOf, Said } from "./Said";
import { clockAt, clockNow } from "./times";

const t = words<typeof en>("room");
const c = words<typeof callWords>("call");
const backupAfter = 60_000;

function holdOf(guest: Guest): string | undefined {
  if (guest.phase === "connecting") return c("connecting");
  if (guest.phase === "reconnecting") return c("line_dropped", { time: clockAt(new Date(guest.droppedAt).toISOString()) });
  return undefined;
}

/** The line of whoever has the weakest, of those whose line stands. */
function worst(inside: Guest[]): Word | undefined {
  const talking = inside.filter(({ phase }) => phase === "talking");
  return (["weak", "fair", "good"] as const).find((word) => talking.some((guest) => guest.word === word));
}

function GuestTile({ guest, picture }: { guest: Guest; picture: boolean }) {
  return <Tile stream={guest.stream} name={nameOf(guest)} camera={picture && guest.standing.camera} standing={guest.standing} hold={holdOf(guest)} />;
}

function Compare({ guest, call }: { guest: Guest; call: RoomCall }) {
  return <CompareCode name={nameOf(guest)} verification={guest.verification} onDiffer={() => call.differ(guest)} />;
}

/** After a minute without a line: the number they gave for that. */
export function Silent({ guest }: { guest: Guest }) {
  const phone = guest.said?.phone;
  if (guest.phase !== "reconnecting" || now() - guest.droppedAt < backupAfter) return null;
  return (
    <Notice kind="caution">
      <p role="alert">{phone ? t("call_backup", { name: nameOf(guest) }) : t("no_backup", { name: nameOf(guest) })} {phone && <a href={`tel:${phone}`}>{phone}</a>}</p>
    </Notice>
  );
}

/** Everybody's picture. */
function Pictures({ call, inside }: { call: RoomCall; inside: Guest[] }) {
  const own = useOwnStream(call.media);
  const picture = hasPicture(call.format);
  return (
    <div class={inside.length > 1 ? "stage equal" : "stage"}>
      {inside.map((guest) => <GuestTile key={guest.client_id} guest={guest} picture={picture} />)}
      {picture && <Tile stream={own} name={me.value?.preferred_name || c("you")} camera={own !== null} own />}
      <div class="between over-picture">
        {inside.length > 1 ? c("between_all") : <>{c("between")} <Compare guest={inside[0]!} call={call} /></>}
        {inside.some((guest) => guest.saving) && <p>{c("saving_own")}</p>}
      </div>
    </div>
  );
}

/** A session in writing. */
function Writing({ call, inside }: { call: RoomCall; inside: Guest[] }) {
  return (
    <Conversation chat={call.chat}>
      {inside.map((guest) => <p key={guest.client_id} role="status">{c(guest.phase === "talking" ? "is_here" : "not_connected", { name: nameOf(guest) })}</p>)}
    </Conversation>
  );
}

/** The session, with what is needed in an emergency at its side. */
export function InCall({ appointment, call }: { appointment: Appointment; call: RoomCall }) {
  useTick(10);
  const sound = hasSound(appointment.format);
  const chatting = call.tools.open.value === "chat";
  const inside = call.guests.value.filter((guest) => call.isIn(guest));
  const waiting = call.guests.value.filter((guest) => !call.isIn(guest));
  const presence = usePresence(inside.map(nameOf));
  const mark = markOf(appointment.start, appointment.minutes);
  const ends = new Date(Date.parse(appointment.start) + appointment.minutes * 60_000).toISOString();
  return (
    <main class="room" id="main" data-stage={inside[0]!.phase}>
      <h1 class={sound ? "visually-hidden" : undefined} tabIndex={-1}>{t("session_with", { name: inside.map(nameOf).join(", ") })}</h1>
      <p class="visually-hidden" role="status">{presence}</p>
      <p class="visually-hidden" role="status">{waiting.map((guest) => t("at_door", { name: nameOf(guest) })).join(" ")}</p>
      <div class="with-side">
        {sound ? <Pictures call={call} inside={inside} /> : <Writing call={call} inside={inside} />}
        <aside class="side stack" aria-label={t("about_client")}>
          {chatting && <ChatPanel chat={call.chat} />}
          {inside.map((guest) => <Silent key={guest.client_id} guest={guest} />)}
          {inside.map((guest) => (
            <section key={guest.client_id} class="stack-tight">
              <h2>{nameOf(guest)}</h2>
              {sound && inside.length > 1 && <p><Compare guest={guest} call={call} /></p>}
              <Said guest={guest} />
              <NotThere guest={guest} />
              <Emergency appointmentId={appointment.id} guest={guest} />
              {appointment.type === "intake_assessment" && <BesideAssessment client_id={guest.client_id} name={nameOf(guest)} minutes={appointment.minutes} />}
            </section>
          ))}
          {waiting.map((guest) => <AtDoor key={guest.client_id} guest={guest} call={call} appointmentId={appointment.id} />)}
        </aside>
      </div>
      <CallBar
        media={sound ? call.media : undefined}
        picture={hasPicture(appointment.format)}
        clock={clockNow()}
        line={sound ? worst(inside) : undefined}
        tools={call.tools}
        ends={[mark && c(mark), c("ends_about", { time: clockAt(ends) })].filter(Boolean).join(" ")}
      >
        <Ending call={call} />
      </CallBar>
    </main>
  );
}
