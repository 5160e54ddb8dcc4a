import { type Homework, titleOf, type Titles } from "../../shared/homework/homework";
import { words } from "../../shared/i18n";
import type en from "../../shared/i18n/en/home";
import { dayAndTime } from "../../shared/time";
import { Row, Rows } from "../../shared/ui";
import { atHome } from "../hereAndNow";
import { openNow, type Place } from "../matching/waiting";
import { threadName } from "../messages/MessagesPage";
import { roughly } from "../messages/times";
import type { Appointment } from "../scheduling/appointments";
import { nameOf, type Thread } from "../scheduling/therapist";
import type { Step } from "./NextStep";

const t = words<typeof en>("home");

interface Waiting {
  /** What is due, but not the next step. */
  due: Step[];
  /** The coming session, unless it is the next step itself. */
  session: Appointment | undefined;
  threads: Thread[];
  place: Place | null;
  homework: Homework[];
  titles: Titles;
}

function SessionRow({ session, name }: { session: Appointment; name: string }) {
  const when = dayAndTime(session);
  return (
    <Row href={`/sessions/${session.id}/change`} link={t("move_or_cancel")} about={when}>
      {t("you_and", { name, time: when })}
      <div class="small second">{t("facts", { format: t.code("format", session.format) ?? "", minutes: session.minutes })}</div>
    </Row>
  );
}

/** What can wait: what is due beside the next step, the session further off, homework, whoever has opened for somebody on the waiting list, messages not read yet. */
export function WhenReady({ due, session, threads, place, homework, titles }: Waiting) {
  const unread = threads.filter((thread) => thread.unread);
  const opened = openNow(place);
  const nameFrom = (id: string) => nameOf(threads, id) ?? t("your_therapist");
  return (
    <section>
      <h2>{t("when_ready")}</h2>
      {!session && due.length + unread.length + opened.length + homework.length === 0 ? <p class="second nothing-else">{t("nothing_else")}</p> : (
        <Rows>
          {due.map(({ title, text, button, href }) => <Row key={href} href={href} link={button} about={title}>{title}<div class="small second">{text}</div></Row>)}
          {session && <SessionRow session={session} name={nameFrom(session.provider_id)} />}
          {homework.map((one) => <Row key={one.id} href="/homework" link={t("homework_button")} about={titleOf(one, titles)}>{titleOf(one, titles)}<div class="small second">{t("homework_from", { name: nameFrom(one.provider_id) })}</div></Row>)}
          {opened.map(({ provider_id, name }) => <Row key={provider_id} href={`/therapists/${provider_id}`} link={t("opened_read")} about={name} unread>{t("opened", { name })}</Row>)}
          {unread.map((thread) => {
            const last = thread.last_at ? atHome(thread.last_at) : null;
            return (
              <Row key={thread.id} href={`/messages/${thread.id}`} link={t("read_and_reply")} about={threadName(thread)} unread>
                {t("wrote", { name: threadName(thread) })}
                {last && <div class="small second">{roughly(last)}</div>}
              </Row>
            );
          })}
        </Rows>
      )}
    </section>
  );
}
