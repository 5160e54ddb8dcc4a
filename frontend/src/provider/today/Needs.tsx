import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { type Answer, get, post } from "../../shared/api/client";
import { words } from "../../shared/i18n";
import type staff from "../../shared/i18n/en/staff";
import type en from "../../shared/i18n/en/staff_today";
import { href } from "../../shared/router";
import { me } from "../../shared/session/me";
import { stateName } from "../../shared/states";
import { dayAndTime, shortDay, timeOf, until } from "../../shared/time";
import { Button, ButtonLink, Failed, useLoad, useSave } from "../../shared/ui";
import { amOnCall } from "../onCall";
import { dueBy, mine, nameOf, type Today } from "../staff";
import { byUrgency, isLate, type Review } from "../work/reviews";
import "../work/work.css";
import { type Flag, type Lit, type Need, namesOf, needsOf } from "./day";

const t = words<typeof en>("staff_today");
const s = words<typeof staff>("staff");

type Absence = Answer<"/api/absences", "get">["items"][number];

function Head({ title, due }: { title: string; due: string | null }) {
  return <div class="side-by-side"><h3>{title}</h3>{due && <span class="second small">{due}</span>}</div>;
}

/** Danger has one button, on what stands first. */
function Way({ to, first, children }: { to: string; first: boolean; children: ComponentChildren }) {
  return first ? <ButtonLink look="danger" href={href(to)}>{children}</ButtonLink> : <a href={href(to)}>{children}</a>;
}

/** Takes a task for today off the list, once the client was reached. */
function TaskDone({ id, name }: { id: string; name: string }) {
  const [done, setDone] = useState(false);
  const save = useSave(async () => {
    await post("/api/safety/tasks/{task_id}/done", undefined, { path: { task_id: id } });
    setDone(true);
  });
  if (done) return <p role="status">{s("task_done")}</p>;
  return (
    <>
      <Button look="quiet" busy={save.busy && s("task_saving")} onClick={() => save.run()}>{s("task_looked_after", { name })}</Button>
      {save.error && <Failed error={save.error} />}
    </>
  );
}

/** A client's own risk screen that a clinician has to look at: the one thing that may stand in danger beside the lit area. */
function Danger({ flag, today, first }: { flag: Flag; today: Today; first: boolean }) {
  const late = flag.due_local !== null && until(flag.due_local) <= 0;
  const due = flag.due_local && dueBy({ start: flag.due_local, zone: today.zone }, late);
  const name = nameOf(flag.client);
  return (
    <div class="notice danger">
      <div class="side-by-side"><h3>{t("safety_of", { name })}</h3>{due && <span class={late ? "overdue small" : "small"}>{due}</span>}</div>
      <p>{flag.what ? s.code("parted", flag.what) : s.code("flag", flag.state)}</p>
      <Way to={`/clients/${flag.client.id}`} first={first}>{t("page_of", { name })}</Way>
      {flag.task_id && <TaskDone id={flag.task_id} name={name} />}
    </div>
  );
}

/** For whoever is on call: that reviews of the practice wait, without a word of what was answered. */
function ReviewsWaiting({ reviews, first }: { reviews: readonly Review[]; first: boolean }) {
  return (
    <div class="notice danger">
      <div class="side-by-side"><h3>{t.count("reviews_wait", reviews.length)}</h3><span class={isLate(reviews[0]!) ? "overdue small" : "small"}>{dueBy(mine(reviews[0]!.due_by), isLate(reviews[0]!))}</span></div>
      <p>{t("you_are_on_call")}</p>
      <Way to="/safety/reviews" first={first}>{t("open_reviews")}</Way>
    </div>
  );
}

/** For whoever is on call: a therapist whose client waits. With whom is not shown. */
function LeftWaiting({ one }: { one: Absence }) {
  return (
    <div class="notice caution">
      <h3>{t("left_waiting", { name: one.provider })}</h3>
      <p>{t("left_waiting_text", { name: one.provider, time: timeOf(one) })}</p>
    </div>
  );
}

function Link({ to, lit, children }: { to: string; lit: boolean; children: ComponentChildren }) {
  return lit ? <ButtonLink href={href(to)}>{children}</ButtonLink> : <a href={href(to)}>{children}</a>;
}

function NeedItem({ need, today, lit }: { need: Need; today: Today; lit: boolean }) {
  if (need.kind === "thread") {
    const { thread } = need;
    const name = nameOf(thread.client);
    return (
      <>
        <Head title={t("message_from", { name })} due={thread.due_local && dueBy({ start: thread.due_local, zone: today.zone }, thread.overdue)} />
        <p class="second">{thread.overdue ? t("overdue") : thread.unread ? t("unread") : t("not_answered")}</p>
        <Link to={`/messages/${thread.thread_id}`} lit={lit}>{thread.due_by ? t("reply") : t("read")}<span class="visually-hidden"> {name}</span></Link>
      </>
    );
  }
  if (need.kind === "worse") {
    const { client, local } = need.worse;
    const name = nameOf(client);
    return (
      <>
        <Head title={t("worse", { name })} due={shortDay(local)} />
        <p class="second">{t("worse_text")}</p>
        <Link to={`/clients/${client.id}/measures`} lit={lit}>{t("see_scores")}<span class="visually-hidden"> {name}</span></Link>
      </>
    );
  }
  if (need.kind === "unsaid") {
    const { appointment } = need.session;
    const name = namesOf(need.session);
    return (
      <>
        <Head title={t("unsaid", { name })} due={dayAndTime(appointment)} />
        <p class="second">{t("unsaid_text")}</p>
        <Link to={`/calendar/session/${appointment.id}`} lit={lit}>{t("say")}<span class="visually-hidden"> {name}</span></Link>
      </>
    );
  }
  const { licence } = need;
  const values = { state: stateName(licence.state), day: shortDay(licence.expires) };
  return (
    <>
      <Head title={t(licence.days < 0 ? "licence_ended" : "licence_ends", values)} due={licence.days < 0 ? null : t.count("days", licence.days)} />
      <p class="second">{t(licence.days < 0 ? "licence_closed" : "licence_closes", values)}</p>
      <Link to="/profile" lit={lit}>{t("licences")}</Link>
    </>
  );
}

const keyOf = (need: Need) => (need.kind === "thread" ? need.thread.thread_id : need.kind === "worse" ? need.worse.client.id : need.kind === "unsaid" ? need.session.appointment.id : need.licence.state);

/** What waits for this therapist: danger first, then by due time. */
export function Needs({ today, lit }: { today: Today; lit: Lit }) {
  const onDuty = amOnCall();
  const { data: queue } = useLoad(async () => (onDuty ? (await get("/api/safety/reviews")).items : []), [onDuty]);
  const { data: absent } = useLoad(async () => (onDuty ? (await get("/api/absences", { query: { zone: today.zone } })).items : []), [onDuty]);
  const left = (absent ?? []).filter((one) => one.state === "waiting" && one.provider_id !== me.value?.id);
  const reviews = byUrgency(queue ?? []).filter((review) => !review.claimed_by);
  const needs = needsOf(today);
  const litNeed = lit?.kind === "need" ? needs[0] : undefined;
  const nothing = !needs.length && !today.flags.length && !today.failed.length && !reviews.length && !left.length;
  return (
    <aside class="needs" aria-labelledby="needs-you">
      <h2 id="needs-you">{t("needs_you")}</h2>
      {today.flags.map((flag, index) => <Danger key={flag.task_id ?? flag.client.id} flag={flag} today={today} first={index === 0} />)}
      {reviews.length > 0 && <ReviewsWaiting reviews={reviews} first={!today.flags.length} />}
      {left.map((one) => <LeftWaiting key={one.appointment_id} one={one} />)}
      {litNeed && <section class="lit"><NeedItem need={litNeed} today={today} lit /></section>}
      {nothing && <p class="second">{t("nothing_waits")}</p>}
      <ul class="rows">
        {needs.filter((need) => need !== litNeed).map((need) => (
          <li class="need" key={keyOf(need)}><NeedItem need={need} today={today} lit={false} /></li>
        ))}
      </ul>
      {onDuty && <p class="small"><a class="lone" href={href("/safety/reviews")}>{t("all_reviews")}</a></p>}
    </aside>
  );
}
