import { useEffect, useState } from "preact/hooks";
import { get, post } from "../../shared/api/client";
import { ApiError } from "../../shared/api/errors";
import "../../shared/call/call.css";
import { Captions } from "../../shared/call/Captions";
import type { Joined } from "../../shared/call/engine/line";
import { hasPicture, hasSound } from "../../shared/call/format";
import { RelayChoice } from "../../shared/call/RelayChoice";
import { words } from "../../shared/i18n";
import type en from "../../shared/i18n/en/session";
import { go, type PageProps } from "../../shared/router";
import { me } from "../../shared/session/me";
import { dayAndTime } from "../../shared/time";
import { Actions, Button, Failed, LitArea, Loading, Page, useLoad, useSave } from "../../shared/ui";
import { loadSession, type Session } from "./appointment";
import { Checks } from "./Checks";
import { letGo, prepare, type Wish } from "./prepared";
import { type Earlier, WhereForm } from "./WhereForm";

const t = words<typeof en>("session");

function Ready({ session, earlier }: { session: Session; earlier: Earlier }) {
  const id = session.appointment.id;
  const prepared = prepare(id);
  const { media } = prepared;
  const { format } = session.appointment;
  // In writing there is no device to try.
  const [tried, setTried] = useState(!hasSound(format) || media.audio.value !== null);
  const opening = useSave(async () => {
    await media.open({ video: hasPicture(format) });
    setTried(true);
  });
  const enter = async (wish: Wish) => {
    prepared.wish = wish;
    // Before the door shows them, so that the therapist reads both at once.
    await prepared.preCall.keep();
    try {
      prepared.joined = (await post("/api/appointments/{appointment_id}/join", wish, { path: { appointment_id: id } })) as Joined;
      prepared.wish = {};
    } catch (error) {
      // The waiting room says when it opens, and opens by itself.
      if (!(error instanceof ApiError && error.code === "too_early")) throw error;
    }
    go(`/session/${id}`);
  };
  // Who turns back takes the camera's light with them.
  useEffect(() => () => void (location.pathname === `/session/${id}` || letGo()), []);
  return (
    <div class="stack-wide">
      {!tried && (
        <LitArea eyebrow={t("next")} title={t("try_title")}>
          <p>{t("try_text")}</p>
          <Actions><Button busy={opening.busy && t("trying")} onClick={() => opening.run()}>{t("try")}</Button></Actions>
        </LitArea>
      )}
      {!hasSound(format) && <p>{t("in_writing")}</p>}
      {tried && hasSound(format) && <Checks prepared={prepared} picture={hasPicture(format)} name={me.value?.preferred_name || t("you")} />}
      {tried && hasSound(format) && <Captions />}
      {tried && <RelayChoice relayOnly={prepared.relayOnly} format={format} />}
      {tried && <WhereForm therapist={session.firstName} earlier={earlier} onSaid={enter} />}
    </div>
  );
}

async function load(appointmentId: string): Promise<{ session: Session; earlier: Earlier }> {
  const [session, said] = await Promise.all([
    loadSession(appointmentId),
    // An address to be typed again keeps nobody from their session.
    get("/api/appointments/{appointment_id}/place", { path: { appointment_id: appointmentId } }).catch(() => null),
  ]);
  return { session, earlier: { state: said?.location_state ?? "", place: said?.place ?? "" } };
}

/** Before a session: devices and line are tried, then the place is asked. */
export default function ReadyPage({ params }: PageProps) {
  const { data, error, again } = useLoad(() => load(params.appointment_id!), [params.appointment_id]);
  const session = data?.session;
  return (
    <Page title={t("ready_title")} lead={session && t("ready_lead", { name: session.therapist, when: dayAndTime(session.appointment) })} task>
      {error !== undefined && <Failed error={error} again={again} />}
      {!session && error === undefined && <Loading what={t("getting")} />}
      {data && <Ready session={data.session} earlier={data.earlier} />}
    </Page>
  );
}
