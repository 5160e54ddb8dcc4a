import { type Answer, get } from "../../shared/api/client";
import { now } from "../../shared/api/now";
import { words } from "../../shared/i18n";
import type en from "../../shared/i18n/en/booking";
import { loadMe, me } from "../../shared/session/me";
import { dayAndTime } from "../../shared/time";
import { Actions, Button, ButtonLink, Failed, LitArea, Loading, Page, Rows, useLoad, useSave } from "../../shared/ui";
import { type Appointment, isComing } from "./appointments";
import { gather } from "./repeating";
import "./scheduling.css";
import { loadThreads, nameOf, therapistsOf, type Thread } from "./therapist";

type TimeOffer = Answer<"/api/offers", "get">["items"][number];

const t = words<typeof en>("booking");

interface Loaded {
  items: Appointment[];
  next: string | null;
  threads: Thread[];
  offers: TimeOffer[];
}

async function load(): Promise<Loaded> {
  if (!me.peek()) await loadMe();
  const [{ items, next }, threads, { items: offers }] = await Promise.all([get("/api/appointments", { query: { limit: 25 } }), loadThreads(), get("/api/offers")]);
  return { items, next: next ?? null, threads, offers: offers.filter((one) => one.state === "open") };
}

function Soonest({ session, name }: { session: Appointment; name: string }) {
  const calls = session.format !== "in_person";
  return (
    <LitArea eyebrow={t("next")} title={t("with_at", { name, time: dayAndTime(session) })}>
      <p>{t("booked_facts", { format: t.code("format", session.format) ?? "", minutes: session.minutes })}</p>
      <Actions>
        {calls && <ButtonLink href={`/session/${session.id}/ready`}>{t("get_ready")}</ButtonLink>}
        <a href={`/sessions/${session.id}/change`}>{t("move_or_cancel")}</a>
      </Actions>
    </LitArea>
  );
}

function Kept({ offer, name }: { offer: TimeOffer; name: string }) {
  return (
    <LitArea eyebrow={t("kept_until", { time: dayAndTime({ ...offer, start: offer.held_until, zone_name: null }) })} title={t("kept_title", { name, time: dayAndTime(offer) })}>
      <Actions><ButtonLink href={`/offers/${offer.id}`}>{t("kept_look")}</ButtonLink></Actions>
    </LitArea>
  );
}

/** All coming dates of a series in one line. */
function SeriesRow({ session, count, name }: { session: Appointment; count: number; name: string }) {
  return (
    <li>
      <div>
        <div>{t("series_row", { count, time: dayAndTime(session) })}</div>
        <div class="small second">{t("with", { name })} {t("booked_facts", { format: t.code("format", session.format) ?? "", minutes: session.minutes })}</div>
      </div>
      <a class="row-link" href={`/series/${session.series_id}`}>{t("series_all")}<span class="visually-hidden"> {dayAndTime(session)}</span></a>
    </li>
  );
}

function SessionRow({ session, name, coming }: { session: Appointment; name: string; coming: boolean }) {
  const state = coming ? t("booked_facts", { format: t.code("format", session.format) ?? "", minutes: session.minutes }) : t.code("status", session.status === "booked" ? "past" : session.status) ?? "";
  return (
    <li>
      <div>
        <div>{dayAndTime(session)}</div>
        <div class="small second">{t("with", { name })} {state}</div>
      </div>
      {coming && <a class="row-link" href={`/sessions/${session.id}/change`}>{t("move_or_cancel")}<span class="visually-hidden"> {dayAndTime(session)}</span></a>}
      {session.status === "completed" && <a class="row-link" href={`/session/${session.id}`}>{t("after_session")}<span class="visually-hidden"> {dayAndTime(session)}</span></a>}
      {session.status === "no_show" && <a class="row-link" href={`/book?with=${session.provider_id}`}>{t("book_again")}<span class="visually-hidden"> {dayAndTime(session)}</span></a>}
    </li>
  );
}

/** Coming sessions first, then what was. */
export default function SessionsPage() {
  const { data, error, again, set } = useLoad(load, []);
  const more = useSave(async (shown: Loaded) => {
    const page = await get("/api/appointments", { query: { limit: 25, cursor: shown.next } });
    set({ ...shown, items: [...shown.items, ...page.items], next: page.next ?? null });
  });
  if (!data) return <Page title={t("sessions_title")}>{error !== undefined ? <Failed error={error} again={again} /> : <Loading what={t("getting_sessions")} />}</Page>;
  const coming = data.items.filter((one) => isComing(one, now()));
  const past = data.items.filter((one) => !isComing(one, now()));
  const name = (session: Appointment) => nameOf(data.threads, session.provider_id) ?? t("your_therapist");
  const [offer] = data.offers;
  const first = offer ? undefined : coming[0];
  const others = gather(first ? coming.slice(1) : coming);
  const [inCare] = therapistsOf(data.threads);
  return (
    <Page title={t("sessions_title")}>
      <div class="stack-wide given">
        {offer ? <Kept offer={offer} name={nameOf(data.threads, offer.provider_id) ?? t("your_therapist")} /> : first ? <Soonest session={first} name={name(first)} /> : (
          <LitArea eyebrow={t("next")} title={t("no_sessions")}>
            <Actions><ButtonLink href={inCare ? "/book" : "/matches"}>{t(inCare ? "choose_time" : "choose_first_button")}</ButtonLink></Actions>
          </LitArea>
        )}
        {others.length > 0 && <section><h2>{t("later")}</h2><Rows>{others.map(({ session, count }) => (count > 1 ? <SeriesRow key={session.id} session={session} count={count} name={name(session)} /> : <SessionRow key={session.id} session={session} name={name(session)} coming />))}</Rows></section>}
        <p>
          {coming.length > 0 && <><a class="lone" href="/book">{t("book_another")}</a><br /></>}
          {inCare && <><a class="lone" href={`/wait/${inCare.provider_id}`}>{t("wait_link")}</a><br /></>}
          <a class="lone" href="/calendar">{t("feed_link")}</a>
        </p>
        {past.length > 0 && <section><h2>{t("past")}</h2><Rows>{past.map((one) => <SessionRow key={one.id} session={one} name={name(one)} coming={false} />)}</Rows></section>}
        {data.next && <Button look="quiet" busy={more.busy && t("getting_sessions")} onClick={() => more.run(data)}>{t("older")}</Button>}
        {more.error !== undefined && <Failed error={more.error} />}
      </div>
    </Page>
  );
}
