import { useMemo } from "preact/hooks";
import { type Next, nextAfter } from "../../shared/after/sameTime";
import { get, post } from "../../shared/api/client";
import { words } from "../../shared/i18n";
import type en from "../../shared/i18n/en/room";
import { href } from "../../shared/router";
import { dayAndTime } from "../../shared/time";
import { Actions, Button, ButtonLink, Failed, LitArea, Loading, useLoad, useSave } from "../../shared/ui";
import type { Appointment } from "./RoomPage";
import { clockAt } from "./times";

const t = words<typeof en>("room");

async function load(appointment: Appointment) {
  const path = { path: { appointment_id: appointment.id } };
  const held = await get("/api/appointments/{appointment_id}/attendance", path);
  const [answers, next, ...clients] = await Promise.all([
    get("/api/appointments/{appointment_id}/check-out", path),
    nextAfter(appointment).catch((): Next => ({})),
    ...appointment.client_ids.map((client_id) => get("/api/clients/{client_id}", { path: { client_id } }).catch(() => null)),
  ]);
  const names = new Map(appointment.client_ids.map((id, place) => [id, clients[place]?.name || t("your_client")]));
  return { held, answers: answers.items, next, names };
}

type Loaded = Awaited<ReturnType<typeof load>>;

function Held({ held }: { held: Loaded["held"] }) {
  return (
    <>
      <p>{t.count("held", held.minutes, { from: clockAt(held.started_at), to: clockAt(held.ended_at) })}</p>
      {held.late_minutes > 0 && <p>{t.count("late", held.late_minutes)}</p>}
      {held.lost_minutes > 0 && <p>{t.count("lost", held.lost_minutes)}</p>}
      {held.credited_minutes > 0 && <p>{t.count("credited", held.credited_minutes)}</p>}
    </>
  );
}

/** The next session with them: booked, or the same time a week later to be booked here. */
function NextSession({ appointment, next, again }: { appointment: Appointment; next: Loaded["next"]; again: () => void }) {
  const idempotencyKey = useMemo(() => crypto.randomUUID(), [next.sameTime?.start]);
  const book = useSave(async () => {
    const { provider_id, minutes, format, client_ids, type, zone } = appointment;
    await post("/api/appointments", { provider_id, start: next.sameTime!.start, minutes, format, client_ids, type, zone }, { idempotencyKey });
    again();
  });
  if (next.booked) return <p>{t("next_booked", { when: dayAndTime(next.booked) })}</p>;
  if (!next.sameTime) return <p>{t("none_booked")} <a href={href("/calendar")}>{t("to_calendar")}</a></p>;
  return (
    <div class="stack-tight">
      <p>{t("none_booked")}</p>
      {book.error !== undefined && <Failed error={book.error} />}
      <Actions>
        <Button look="quiet" busy={book.busy && t("booking")} onClick={() => book.run()}>{t("book_same_time", { when: dayAndTime(next.sameTime) })}</Button>
        <a href={href("/calendar")}>{t("to_calendar")}</a>
      </Actions>
    </div>
  );
}

function degreeOf(answer: number | null): string {
  return answer === null ? t("not_answered") : t("of_five", { answer });
}

function Answers({ answers, names }: Pick<Loaded, "answers" | "names">) {
  if (!answers.length) return <p class="second">{t("no_answers")}</p>;
  return (
    <ul>
      {answers.map((one) => (
        <li key={one.client_id}>{t("answered", { name: names.get(one.client_id) ?? "", heard: degreeOf(one.heard), helped: degreeOf(one.helped) })}</li>
      ))}
    </ul>
  );
}

/** After the session: what was recorded of it, the note that is due, the next session, and what clients answered. */
export function Over({ appointment }: { appointment: Appointment }) {
  const { data, error, again } = useLoad(() => load(appointment), [appointment.id]);
  const assessed = appointment.type === "intake_assessment" ? appointment.client_ids[0] : undefined;
  return (
    <main class="room" id="main" data-stage="over">
      <div class="stack-wide task">
        <div class="stack">
          <h1 tabIndex={-1}>{t(appointment.status === "cancelled" ? "cancelled_title" : "over_title")}</h1>
          {data ? <Held held={data.held} /> : <p>{t("over_text")}</p>}
          {!data && error === undefined && <Loading what={t("getting")} />}
        </div>
        <LitArea eyebrow={t("next_step")} title={data && t("note_title")}>
          {data && <p>{t("note_text")}</p>}
          {assessed && <p><a class="lone" href={href(`/clients/${assessed}/intake`)}>{t("record_assessment")}</a></p>}
          <Actions>
            <ButtonLink href={href("/")}>{t("to_today")}</ButtonLink>
            {appointment.client_ids.map((id) => <a key={id} href={href(`/clients/${id}`)}>{t("to_client", { name: data?.names.get(id) ?? t("your_client") })}</a>)}
          </Actions>
        </LitArea>
        {data && (
          <section class="stack-tight">
            <h2>{t("next_session")}</h2>
            <NextSession appointment={appointment} next={data.next} again={again} />
          </section>
        )}
        {data && (
          <section class="stack-tight">
            <h2>{t("answers_title")}</h2>
            <Answers answers={data.answers} names={data.names} />
          </section>
        )}
      </div>
    </main>
  );
}
