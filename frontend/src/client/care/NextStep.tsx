import { now } from "../../shared/api/now";
import { dueDay, type Homework, titleOf, type Titles } from "../../shared/homework/homework";
import { words } from "../../shared/i18n";
import type en from "../../shared/i18n/en/home";
import { dayAndTime, daysAhead, timeOf, type When, writtenAt, offsetMinutes } from "../../shared/time";
import { Actions, ButtonLink, LitArea } from "../../shared/ui";
import { atHome } from "../hereAndNow";
import type { Intake } from "../intake/draft";
import type { Appointment } from "../scheduling/appointments";
import type { Next } from "./next";

const t = words<typeof en>("home");
const opensBefore = 15 * 60_000;

/** "tomorrow at 4:00 PM EST" close by, the whole date further off. */
function near(when: When): string {
  const ahead = daysAhead(when.start);
  if (ahead === 0) return t("today_at", { time: timeOf(when) });
  if (ahead === 1) return t("tomorrow_at", { time: timeOf(when) });
  return dayAndTime(when);
}

function isOpen(session: Appointment): boolean {
  return Date.parse(session.start) - opensBefore <= now();
}

/** When the room opens, written at the session's own offset. */
function opens(session: Appointment): string {
  return timeOf({ ...session, start: writtenAt(new Date(Date.parse(session.start) - opensBefore).toISOString(), offsetMinutes(session.start)) });
}

/** A therapist by first name; undefined where the name is not known. */
function called(name: string | undefined): string {
  return name?.split(" ")[0] ?? t("your_therapist");
}

function Session({ session, name, join }: { session: Appointment; name: string | undefined; join: boolean }) {
  const person = session.format === "in_person";
  return (
    <LitArea eyebrow={t("next")} title={t("you_and", { name: called(name), time: near(session) })} door>
      <p>{t("facts", { format: t.code("format", session.format) ?? "", minutes: session.minutes })} {!person && (isOpen(session) ? t("open_now") : t("opens", { time: opens(session) }))}</p>
      <Actions>
        {!person && <ButtonLink href={join ? `/session/${session.id}` : `/session/${session.id}/ready`}>{t(join ? "join" : "try_camera")}</ButtonLink>}
        <a href={`/sessions/${session.id}/change`}>{t("move_or_cancel")}</a>
      </Actions>
    </LitArea>
  );
}

export interface Step {
  title: string;
  text: string;
  button: string;
  href: string;
}

/** The words of a step and where it is done. name: the therapist's. */
export function stepOf(step: Exclude<Next["step"], "join" | "session" | "homework">, name: string, intake: Intake): Step {
  if (step === "plan") return { title: t("plan"), text: t("plan_text"), button: t("plan_button"), href: "/plan" };
  if (step === "consents") return { title: t("consents"), text: t("consents_text"), button: t("consents_button"), href: "/consents" };
  if (step === "intake") {
    const begun = intake.steps.some((one) => one.state === "done");
    return { title: t(begun ? "intake_on" : "intake"), text: `${t.count("intake_minutes", intake.minutes_left)} ${begun ? t("intake_saved") : t("intake_text")}`, button: t(begun ? "intake_on_button" : "intake_button"), href: "/intake" };
  }
  if (step === "measure") return { title: t("measure"), text: t("measure_text"), button: t("measure_button"), href: "/measures" };
  if (step === "wait") {
    const due = intake.result?.due_by ? atHome(intake.result.due_by) : null;
    return { title: due ? t("wait_by", { time: dayAndTime(due) }) : t("wait"), text: t("wait_text"), button: t("wait_button"), href: "/results" };
  }
  if (step === "waitlist") return { title: t("waitlist"), text: t("waitlist_text"), button: t("waitlist_button"), href: "/waitlist" };
  if (step === "choose") return { title: t("choose"), text: t("choose_text"), button: t("choose_button"), href: "/matches" };
  return { title: t("book", { name }), text: t("book_text"), button: t("book_button"), href: "/book" };
}

function HomeworkStep({ homework, titles, name }: { homework: Homework; titles: Titles; name: string | undefined }) {
  const day = homework.due_on ? t(homework.overdue ? "homework_was_due" : "homework_due", { day: dueDay(homework.due_on) }) : "";
  return (
    <LitArea eyebrow={t("homework_from", { name: called(name) })} title={titleOf(homework, titles)} door>
      <p>{day} {t("homework_text")}</p>
      <Actions><ButtonLink href="/homework">{t("homework_button")}</ButtonLink></Actions>
    </LitArea>
  );
}

/** The one lit thing on Home. */
export function NextStep({ next, name, intake, titles }: { next: Next; name: string | undefined; intake: Intake; titles: Titles }) {
  if ("session" in next) return <Session session={next.session} name={name} join={next.step === "join"} />;
  if (next.step === "homework") return <HomeworkStep homework={next.homework} titles={titles} name={name} />;
  const { title, text, button, href } = stepOf(next.step, called(name), intake);
  return (
    <LitArea eyebrow={t("next")} title={title} door>
      <p>{text}</p>
      <Actions><ButtonLink href={href}>{button}</ButtonLink></Actions>
    </LitArea>
  );
}
