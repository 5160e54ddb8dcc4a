import { CallBar } from "../../shared/call/CallBar";
import type { Media } from "../../shared/call/devices/media";
import { useOwnStream } from "../../shared/call/devices/useOwnStream";
import { hasPicture, hasSound } from "../../shared/call/format";
import { Tile } from "../../shared/call/Tile";
import { useTick } from "../../shared/call/useTick";
import { words } from "../../shared/i18n";
import type callWords from "../../shared/i18n/en/call";
import type en from "../../shared/i18n/en/session";
import { practice } from "../../shared/practice";
import { me } from "../../shared/session/me";
import { timeOf, until } from "../../shared/time";
import { Button, Disclosure, Notice } from "../../shared/ui";
import { nowAtHome } from "../hereAndNow";
import type { Session } from "./appointment";
import type { ClientCall } from "./clientCall";

const t = words<typeof en>("session");
const c = words<typeof callWords>("call");
const minute = 60_000;

/** From the fifth minute the person is told, from the tenth whom to call. Who came late themselves has waited only since. */
function Late({ session, since }: { session: Session; since: string | undefined }) {
  const { start } = session.appointment;
  const late = -Math.max(until(start), until(since ?? start)) / minute;
  const phone = practice.value?.phone;
  if (late < 5) return null;
  return (
    <Notice kind="caution">
      <p>{t("late", { name: session.firstName })}</p>
      <p>{t("late_credited")}</p>
      {late >= 10 && <p>{t("late_told", { name: session.firstName })}</p>}
      {late >= 10 && phone && <p><a href={`tel:${phone}`}>{t("call_practice", { phone })}</a> {t("in_danger")} <a href="tel:988">{t("call_988")}</a></p>}
    </Notice>
  );
}

function Grounding() {
  return (
    <Disclosure summary={t("grounding")}>
      <ol>
        {(["see", "touch", "hear", "smell", "breath"] as const).map((step) => <li key={step}>{t(`grounding_${step}`)}</li>)}
      </ol>
    </Disclosure>
  );
}

/** Nothing to be done here, and it says so. */
export function WaitingRoom({ session, call, media }: { session: Session; call: ClientCall; media: Media }) {
  useTick(10);
  const own = useOwnStream(media);
  const clock = nowAtHome();
  const sound = hasSound(session.appointment.format);
  return (
    <main class="room" id="main" data-stage="waiting">
      <div class="waiting-room">
        <div class="stack">
          <h1 tabIndex={-1}>{t("waiting_title", { name: session.firstName })}</h1>
          <p class="lead" role="status">{t("waiting_text")}</p>
          {!sound && <p>{t("in_writing")}</p>}
          <p class="second">{t("with_at", { name: session.therapist, when: timeOf(session.appointment) })}</p>
          {call.relayMissing && <Notice kind="caution"><p>{c("relay_missing")}</p></Notice>}
          <Late session={session} since={call.since.value} />
          <Grounding />
          <p><a href="/messages" target="_blank">{t("write_to", { name: session.firstName })}</a></p>
        </div>
        {sound && <div class="preview"><Tile stream={own} name={me.value?.preferred_name || t("you")} camera={own !== null} own /></div>}
      </div>
      <CallBar media={sound ? media : undefined} picture={hasPicture(session.appointment.format)} clock={clock ? timeOf(clock) : ""}>
        <Button look="quiet" onClick={() => call.leave()}>{t("leave_waiting")}</Button>
      </CallBar>
    </main>
  );
}
