import { get, post } from "../../shared/api/client";
import { ApiError } from "../../shared/api/errors";
import { words } from "../../shared/i18n";
import type en from "../../shared/i18n/en/staff_work";
import { go, href } from "../../shared/router";
import { me } from "../../shared/session/me";
import { dayAndTime } from "../../shared/time";
import { Button, ButtonLink, Failed, LitArea, Loading, Notice, Page, Row, Rows, useLoad, useSave } from "../../shared/ui";
import { mine } from "../staff";
import { ReviewRow } from "../work/ReviewRow";
import { loadReviews, type Review } from "../work/reviews";

const t = words<typeof en>("staff_work");

async function load() {
  const [waiting, { items: decided }] = await Promise.all([loadReviews(), get("/api/safety/reviews", { query: { state: "decided" } })]);
  return { ...waiting, decided };
}

function pageOf(review: Review): string {
  return `/safety/reviews/${review.review_id}`;
}

function isMine(review: Review): boolean {
  return review.claimed_by === me.value?.id;
}

/** The reviews that wait, for the clinician on call: hold one, which ends its alerts, open it and decide. */
export default function ReviewsPage() {
  const { data, error, again } = useLoad(load, []);
  const claim = useSave(async (review: Review) => {
    try {
      await post("/api/safety/reviews/{review_id}/claim", undefined as never, { path: { review_id: review.review_id } });
    } catch (refused) {
      // Who was faster stands in the list as it is now.
      again();
      throw refused;
    }
    go(pageOf(review));
  });
  const notOnDuty = error instanceof ApiError && error.status === 403;
  const taken = claim.error instanceof ApiError && claim.error.status === 409;
  const first = data?.items.find(isMine) ?? data?.items.find((review) => !review.claimed_by);
  const way = (review: Review, look: "primary" | "quiet") => {
    if (isMine(review)) return <ButtonLink look={look} href={href(pageOf(review))}>{t("open_yours")}</ButtonLink>;
    return review.claimed_by ? undefined : <Button look={look} busy={claim.busy && t("holding")} onClick={() => claim.run(review)}>{t("hold")}</Button>;
  };
  const row = (review: Review, look: "primary" | "quiet") => (
    <ReviewRow key={review.review_id} review={review} holder={isMine(review) ? t("yourself") : data?.holders[review.claimed_by ?? ""]}>{way(review, look)}</ReviewRow>
  );
  const rest = data?.items.filter((review) => review !== first) ?? [];
  return (
    <Page title={t("reviews_title")} lead={t("reviews_lead")}>
      {error !== undefined ? (notOnDuty ? <Notice kind="caution"><p>{t("reviews_not_yours")}</p></Notice> : <Failed error={error} again={again} />) : !data && <Loading what={t("getting")} />}
      {claim.error !== undefined && <Failed error={claim.error}>{taken ? t("taken") : undefined}</Failed>}
      {data && !data.items.length && <p>{t("reviews_none")}</p>}
      {first && <LitArea eyebrow={t(isMine(first) ? "yours_first" : "first_due")}><ul class="rows">{row(first, "primary")}</ul></LitArea>}
      {rest.length > 0 && <Rows label={t("reviews_title")}>{rest.map((review) => row(review, "quiet"))}</Rows>}
      {data && data.decided.length > 0 && (
        <section class="stack-tight">
          <h2>{t("decided_lately")}</h2>
          <Rows>
            {data.decided.map((review) => (
              <Row key={review.review_id} href={href(pageOf(review))} link={t("open")} about={t.code("kind", review.kind) ?? ""}>
                {t.code("kind", review.kind)} <span class="second">{t("decided_at", { when: dayAndTime(mine(review.decided_at ?? review.due_by)) })}</span>
              </Row>
            ))}
          </Rows>
        </section>
      )}
    </Page>
  );
}
