import { get } from "../../shared/api/client";
import { now } from "../../shared/api/now";
import { words } from "../../shared/i18n";
import type en from "../../shared/i18n/en/booking";
import { loadMe, me } from "../../shared/session/me";
import { dayAndTime } from "../../shared/time";
import { Actions, Button, ButtonLink, Failed, LitArea, Loading, Page, Rows, useLoad, useSave } from "../../shared/ui";
import { type Appointment, isComing } from "./appointments";
import { loadThreads, nameOf, therapistsOf, type Thread } from "./therapist";
import "./scheduling.css";

const t = words<typeof en>("booking");

interface Loaded {
  items: Appointment[];
  next: string | null;
  threads: Thread[];
}

async function load(): Promise<Loaded> {
  if (!me.peek()) await loadMe();
  const [{ items, next }, threads] = await Promise.all([get("/api/appointments", { query: { limit: 25 } }), loadThreads()]);
  return { items, next: next ?? null, threads };
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

function SessionRow({ session, name, coming }: { session: Appointment; name: string; coming: boolean }) {
  const state = coming ? t("booked_facts", { format: t.code("format", session.format) ?? "", minutes: session.minutes }) : t.code("status", session.status === "booked" ? "past" : session.status) ?? "";
  return (
    <li>
      <div>
        <div>{dayAndTime(session)}</div>
        <div class="small second">{t("with", { name })} {state}</div>
      </div>
      {coming && <a class="row-link" href={`/sessions/${session.id}/change`}>{t("move_or_cancel")}<span class="visually-hidden"> {dayAndTime(session)}</span></a>}
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
  const [first, ...others] = coming;
  const inCare = therapistsOf(data.threads).length > 0;
  return (
    <Page title={t("sessions_title")}>
      <div class="stack-wide given">
        {first ? <Soonest session={first} name={name(first)} /> : (
          <LitArea eyebrow={t("next")} title={t("no_sessions")}>
            <Actions><ButtonLink href={inCare ? "/book" : "/matches"}>{t(inCare ? "choose_time" : "choose_first_button")}</ButtonLink></Actions>
          </LitArea>
        )}
        {others.length > 0 && <section><h2>{t("later")}</h2><Rows>{others.map((one) => <SessionRow key={one.id} session={one} name={name(one)} coming />)}</Rows></section>}
        {first && <p><a class="lone" href="/book">{t("book_another")}</a></p>}
        {past.length > 0 && <section><h2>{t("past")}</h2><Rows>{past.map((one) => <SessionRow key={one.id} session={one} name={name(one)} coming={false} />)}</Rows></section>}
        {data.next && <Button look="quiet" busy={more.busy && t("getting_sessions")} onClick={() => more.run(data)}>{t("older")}</Button>}
        {more.error !== undefined && <Failed error={more.error} />}
      </div>
    </Page>
  );
}
