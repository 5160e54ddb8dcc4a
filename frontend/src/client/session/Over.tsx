import { type Next, nextAfter } from "../../shared/after/sameTime";
import { type Answer, get } from "../../shared/api/client";
import { ApiError } from "../../shared/api/errors";
import { words } from "../../shared/i18n";
import type en from "../../shared/i18n/en/session";
import { practice } from "../../shared/practice";
import { dayAndTime } from "../../shared/time";
import { Actions, ButtonLink, LitArea, useLoad } from "../../shared/ui";
import { choice } from "../scheduling/choice";
import type { Session } from "./appointment";
import { CheckOut, type Given } from "./CheckOut";

const t = words<typeof en>("session");

type Held = Answer<"/api/appointments/{appointment_id}/attendance", "get">;

interface After {
  held: Held | null;
  /** Minutes owed because the therapist never came; 0 where they did. */
  owed: number;
  given: Given | null;
  next: Next;
}

function unlessNotHeld(error: unknown): null {
  if (error instanceof ApiError && error.code === "not_held") return null;
  throw error;
}

async function load({ appointment }: Session): Promise<After> {
  const path = { path: { appointment_id: appointment.id } };
  const [held, ledger, answers, next] = await Promise.all([
    get("/api/appointments/{appointment_id}/attendance", path).catch(unlessNotHeld),
    get("/api/ledger"),
    get("/api/appointments/{appointment_id}/check-out", path),
    // Without open times there is still the page to choose one on.
    nextAfter(appointment).catch((): Next => ({})),
  ]);
  const owed = ledger.items.find((line) => line.appointment_id === appointment.id && line.reason === "therapist_absent")?.minutes ?? 0;
  return { held, owed, given: answers.items[0] ?? null, next };
}

/** What is next: the session that is booked, the same time a week later, or all open times. */
function NextSession({ session, next }: { session: Session; next: Next | undefined }) {
  const { booked, sameTime } = next ?? {};
  const { format, type } = session.appointment;
  const all = `/book?with=${encodeURIComponent(session.appointment.provider_id)}`;
  const take = () => {
    if (sameTime) choice.value = { slot: sameTime, therapist: session.therapist, format, type };
  };
  if (booked) {
    return (
      <LitArea eyebrow={t("next")} title={dayAndTime(booked)}>
        <p>{t("next_booked", { name: session.therapist })}</p>
        <Actions>
          <ButtonLink href="/home">{t("go_home")}</ButtonLink>
          <a href={`/sessions/${booked.id}/change`}>{t("change_next")}</a>
        </Actions>
      </LitArea>
    );
  }
  return (
    <LitArea eyebrow={t("next")} title={sameTime && t("same_time", { when: dayAndTime(sameTime) })}>
      <Actions>
        {sameTime ? <ButtonLink href="/book/check" onClick={take}>{t("take_same_time")}</ButtonLink> : <ButtonLink href={all}>{t("book_next")}</ButtonLink>}
        {sameTime && <a href={all}>{t("other_times")}</a>}
        <a href="/home">{t("go_home")}</a>
      </Actions>
    </LitArea>
  );
}

/** Minutes that the line or a late start took, and what becomes of them. */
function Minutes({ held, spoken }: { held: Held; spoken: boolean }) {
  const { late_minutes: late, lost_minutes: lost, made_up_minutes: added, credited_minutes: credited } = held;
  return (
    <>
      <p>{t.count(spoken ? "held" : "held_written", held.minutes)}</p>
      {late > 0 && <p>{t.count("minutes_late", late)}</p>}
      {lost > 0 && <p>{t.count("minutes_lost", lost)}</p>}
      {late + lost > 0 && added > 0 && <p>{t.count("minutes_added", added)}</p>}
      {credited > 0 && <p>{t.count("minutes_credited", credited)}</p>}
    </>
  );
}

/** What became of it, in a heading and a sentence. */
function Outcome({ session, owed }: { session: Session; owed: number }) {
  const { status, format } = session.appointment;
  if (owed) return <><h1 tabIndex={-1}>{t("absent_title", { name: session.firstName })}</h1><p>{t("absent_text", { minutes: owed })}</p></>;
  if (status === "cancelled") return <><h1 tabIndex={-1}>{t("cancelled_title")}</h1><p>{t("cancelled_text", { name: session.therapist })}</p></>;
  return <><h1 tabIndex={-1}>{t("over_title")}</h1><p>{t(format === "text" ? "over_text_written" : "over_text", { name: session.therapist })}</p></>;
}

/** After the session. */
export function Over({ session }: { session: Session }) {
  const { data } = useLoad(() => load(session), [session.appointment.id]);
  const spoken = session.appointment.format !== "text";
  const phone = practice.value?.phone;
  return (
    <main class="room" id="main" data-stage="over">
      <div class="stack-wide task">
        <div class="stack">
          <Outcome session={session} owed={data?.owed ?? 0} />
          {data?.held?.came && <Minutes held={data.held} spoken={spoken} />}
        </div>
        <NextSession session={session} next={data?.next} />
        {data?.held?.came && <CheckOut session={session} before={data.given} />}
        <p class="second">{t("over_help")} {phone && <a href={`tel:${phone}`}>{t("call_practice", { phone })}</a>}</p>
      </div>
    </main>
  );
}
