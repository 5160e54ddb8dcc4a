import { get } from "../../shared/api/client";
import { words } from "../../shared/i18n";
import type en from "../../shared/i18n/en/staff_work";
import { href } from "../../shared/router";
import { loadMe, me } from "../../shared/session/me";
import { Actions, ButtonLink, Failed, LitArea, Loading, Page, Row, Rows, useLoad } from "../../shared/ui";
import { onCall } from "../onCall";
import { dueBy, nameOf, timeOrDay } from "../staff";
import { ReviewRow } from "./ReviewRow";
import { loadReviews, type Reviews } from "./reviews";

const t = words<typeof en>("staff_work");

async function loadWork() {
  const { zone } = me.peek() ?? (await loadMe());
  const [reviews, threads] = await Promise.all([loadReviews(), get("/api/threads", { query: { zone } })]);
  return { reviews, threads: threads.items.filter((thread) => thread.unread || thread.due_by) };
}

/** Who is to be told of the review that is due first: the manager sees state and times, and reaches the clinician on call. */
function FirstReview({ reviews }: { reviews: Reviews }) {
  const first = reviews.items.find((review) => !review.claimed_by);
  if (!first) return null;
  const duty = onCall.value?.items[0];
  const phone = onCall.value?.phone;
  return (
    <LitArea eyebrow={t("first_due")} title={t.code("nobody_holds_title", first.kind)!}>
      <p>{duty ? t("tell_on_call", { name: duty.name, time: timeOrDay({ start: duty.until, zone_name: duty.zone_name }) }) : t("no_on_call")}</p>
      {phone && <Actions><ButtonLink href={`tel:${phone}`}>{t("call", { phone })}</ButtonLink></Actions>}
    </LitArea>
  );
}

/** What waits for the practice manager: states and times, never what a client answered. */
export default function WorkPage() {
  const { data, error, again } = useLoad(loadWork, []);
  const clear = data && !data.reviews.items.length && !data.threads.length;
  return (
    <Page title={t("title")} lead={t("lead")}>
      {error ? <Failed error={error} again={again} /> : !data && <Loading what={t("getting")} />}
      {clear && <p>{t("nothing_waits")}</p>}
      <div class="stack-wide">
        {data && <FirstReview reviews={data.reviews} />}
        {data && data.reviews.items.length > 0 && (
          <section class="stack-tight">
            <h2>{t("safety_reviews")}</h2>
            <p class="second small">{t("only_states")}</p>
            <Rows>{data.reviews.items.map((review) => <ReviewRow key={review.review_id} review={review} holder={data.reviews.holders[review.claimed_by ?? ""]} />)}</Rows>
          </section>
        )}
        {data && data.threads.length > 0 && (
          <section class="stack-tight">
            <h2>{t("messages")}</h2>
            <Rows>
              {data.threads.map((thread) => (
                <Row key={thread.id} href={href(`/messages/${thread.id}`)} link={t("open")} about={nameOf(thread.party)} unread={thread.unread}>
                  <strong>{nameOf(thread.party)}</strong>
                  {thread.due_local && <div class={thread.overdue ? "due small" : "second small"}>{dueBy({ start: thread.due_local, zone_name: thread.zone_name }, thread.overdue)}</div>}
                </Row>
              ))}
            </Rows>
          </section>
        )}
      </div>
    </Page>
  );
}
