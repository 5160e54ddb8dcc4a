import { get } from "../../shared/api/client";
import { now } from "../../shared/api/now";
import { words } from "../../shared/i18n";
import type en from "../../shared/i18n/en/staff_work";
import { href } from "../../shared/router";
import { loadMe, me } from "../../shared/session/me";
import { dayAndTime, type When } from "../../shared/time";
import { Actions, ButtonLink, Failed, LitArea, Loading, Page, Row, Rows, useFresh, useLoad } from "../../shared/ui";
import { onCall } from "../onCall";
import { dueBy, mine, nameOf, timeOrDay } from "../staff";
import { Absences } from "./Absences";
import { Assign } from "./Assign";
import { FailedReminders } from "./FailedReminders";
import { LateThreads } from "./LateThreads";
import { Resets } from "./Resets";
import { ReviewRow } from "./ReviewRow";
import { loadReviews, type Review, type Reviews } from "./reviews";
import { Unmatched } from "./Unmatched";

const t = words<typeof en>("staff_work");

async function loadWork() {
  const { zone } = me.peek() ?? (await loadMe());
  const reads = [loadReviews(), get("/api/safety/reviews", { query: { state: "decided" } }), get("/api/threads", { query: { zone } }), get("/api/unmatched"), get("/api/second-factor"), get("/api/reminders/failed"), get("/api/late-threads", { query: { zone } }), get("/api/absences", { query: { zone } })] as const;
  const [reviews, decided, threads, unmatched, resets, reminders, late, absences] = await Promise.all(reads);
  return { reviews, unmatched, resets, reminders, late, absences, closed: decided.items.map((review) => review.decided_at ?? "").sort().at(-1), threads: threads.items.filter((thread) => thread.unread || thread.due_by) };
}

function unheld(reviews: Reviews): Review | undefined {
  return reviews.items.find((review) => !review.claimed_by);
}

/** The review that is due first and nobody holds: the manager sees state and times, and gives it to a clinician on call. */
function FirstReview({ reviews, again }: { reviews: Reviews; again: () => void }) {
  const first = unheld(reviews);
  if (!first) return null;
  const duty = onCall.value?.items[0];
  const phone = onCall.value?.phone;
  return (
    <LitArea eyebrow={t("first_due")} title={t.code("nobody_holds_title", first.kind)!}>
      <p>{duty ? t("tell_on_call", { name: duty.name, time: timeOrDay({ start: duty.until, zone_name: duty.zone_name }) }) : t("no_on_call")}</p>
      {duty && <Assign review={first} look="primary" onAssigned={again} />}
      {phone && (duty ? <p><a href={`tel:${phone}`}>{t("call", { phone })}</a></p> : <Actions><ButtonLink href={`tel:${phone}`}>{t("call", { phone })}</ButtonLink></Actions>)}
    </LitArea>
  );
}

type Work = Awaited<ReturnType<typeof loadWork>>;

interface OfOffice {
  /** The reset's person or the thread. */
  id: string;
  due: string;
  when: When;
  to: string;
  title: string;
}

/** What the office itself has to answer first, where no review waits for somebody to hold it. */
function firstOfOffice({ reviews, resets, threads }: Work): OfOffice | undefined {
  if (unheld(reviews)) return undefined;
  const waits = [
    ...resets.items.filter((one) => one.state !== "approved").map((one) => ({ id: one.person_id, due: one.due_by, when: mine(one.due_by), to: `/work/second-factor/${one.person_id}`, title: t("reset_first") })),
    ...threads.flatMap((one) => (one.due_by && one.due_local ? [{ id: one.id, due: one.due_by, when: { start: one.due_local, zone_name: one.zone_name }, to: `/messages/${one.id}`, title: t("message_first", { name: nameOf(one.party) }) }] : [])),
  ];
  return waits.sort((one, other) => Date.parse(one.due) - Date.parse(other.due))[0];
}

function FirstOfOffice({ first }: { first: OfOffice }) {
  return (
    <LitArea eyebrow={t("first_due")} title={first.title}>
      <p>{dueBy(first.when, Date.parse(first.due) <= now())}</p>
      <Actions><ButtonLink href={href(first.to)}>{t("open")}</ButtonLink></Actions>
    </LitArea>
  );
}

/** What waits for the practice manager: states and times, never what a client answered. */
export default function WorkPage() {
  const { data, error, again, set } = useLoad(loadWork, []);
  useFresh(again);
  const clear = data && !data.reviews.items.length && !data.threads.length && !data.unmatched.items.length && !data.resets.items.length && !data.reminders.items.length && !data.late.items.length && !data.absences.items.length;
  const first = data && firstOfOffice(data);
  // What is lit is not said twice.
  const threads = data?.threads.filter((one) => one.id !== first?.id) ?? [];
  return (
    <Page title={t("title")} lead={t("lead")}>
      {error ? <Failed error={error} again={again} /> : !data && <Loading what={t("getting")} />}
      {clear && <p>{t("nothing_waits")} {data.closed && t("last_closed", { when: dayAndTime(mine(data.closed)) })}</p>}
      <div class="stack-wide">
        {data && <FirstReview reviews={data.reviews} again={again} />}
        {first && <FirstOfOffice first={first} />}
        {data && data.reviews.items.length > 0 && (
          <section class="stack-tight">
            <h2>{t("safety_reviews")}</h2>
            <p class="second small">{t("only_states")}</p>
            <Rows>
              {data.reviews.items.map((review) => (
                <ReviewRow key={review.review_id} review={review} holder={data.reviews.holders[review.claimed_by ?? ""]}>
                  {review !== unheld(data.reviews) && <Assign review={review} look="quiet" onAssigned={again} />}
                </ReviewRow>
              ))}
            </Rows>
          </section>
        )}
        {data && <Absences found={data.absences} set={(absences) => set({ ...data, absences })} />}
        {threads.length > 0 && (
          <section class="stack-tight">
            <h2>{t("messages")}</h2>
            <Rows>
              {threads.map((thread) => (
                <Row key={thread.id} href={href(`/messages/${thread.id}`)} link={t("open")} about={nameOf(thread.party)} unread={thread.unread}>
                  <strong>{nameOf(thread.party)}</strong>
                  {thread.due_local && <div class={thread.overdue ? "due small" : "second small"}>{dueBy({ start: thread.due_local, zone_name: thread.zone_name }, thread.overdue)}</div>}
                </Row>
              ))}
            </Rows>
          </section>
        )}
        {data && <FailedReminders found={data.reminders} set={(reminders) => set({ ...data, reminders })} />}
        {data && <LateThreads found={data.late} />}
        {data && <Resets found={{ ...data.resets, items: data.resets.items.filter((one) => one.person_id !== first?.id) }} />}
        {data && <Unmatched found={data.unmatched} more={(unmatched) => set({ ...data, unmatched })} />}
      </div>
    </Page>
  );
}
