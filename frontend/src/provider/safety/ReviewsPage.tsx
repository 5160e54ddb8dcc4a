import { post } from "../../shared/api/client";
import { ApiError } from "../../shared/api/errors";
import { words } from "../../shared/i18n";
import type en from "../../shared/i18n/en/staff_work";
import { me } from "../../shared/session/me";
import { Button, Failed, LitArea, Loading, Notice, Page, Rows, useLoad, useSave } from "../../shared/ui";
import { ReviewRow } from "../work/ReviewRow";
import { byUrgency, loadReviews, type Review } from "../work/reviews";

const t = words<typeof en>("staff_work");

function notOnDuty(error: unknown): boolean {
  return error instanceof ApiError && error.status === 403;
}

/** The reviews that wait, for the clinician on call: hold one, and its alerts end. */
export default function ReviewsPage() {
  const { data, error, again, set } = useLoad(loadReviews, []);
  const claim = useSave(async (review: Review) => {
    const held = await post("/api/safety/reviews/{review_id}/claim", undefined as never, { path: { review_id: review.review_id } });
    set({ holders: { ...data!.holders, [me.value!.id]: me.value!.preferred_name }, items: byUrgency(data!.items.map((one) => (one.review_id === held.review_id ? held : one))) });
  });
  const first = data?.items.find((review) => !review.claimed_by);
  const rest = data?.items.filter((review) => review !== first) ?? [];
  const row = (review: Review, children?: preact.ComponentChildren) => (
    <ReviewRow key={review.review_id} review={review} holder={data?.holders[review.claimed_by ?? ""]}>{children}</ReviewRow>
  );
  const hold = (review: Review, look: "primary" | "quiet") => <Button look={look} busy={claim.busy && t("holding")} onClick={() => claim.run(review)}>{t("hold")}</Button>;
  return (
    <Page title={t("reviews_title")} lead={t("reviews_lead")}>
      {error ? (notOnDuty(error) ? <Notice kind="caution"><p>{t("reviews_not_yours")}</p></Notice> : <Failed error={error} again={again} />) : !data && <Loading what={t("getting")} />}
      {claim.error !== undefined && <Failed error={claim.error} again={again}>{claim.error instanceof ApiError && claim.error.status === 409 ? t("taken") : undefined}</Failed>}
      {data && !data.items.length && <p>{t("reviews_none")}</p>}
      {first && <LitArea eyebrow={t("first_due")}><ul class="rows">{row(first, hold(first, "primary"))}</ul></LitArea>}
      {rest.length > 0 && <Rows label={t("reviews_title")}>{rest.map((review) => row(review, review.claimed_by ? (review.claimed_by === me.value?.id ? <span class="second">{t("you_hold")}</span> : undefined) : hold(review, "quiet")))}</Rows>}
    </Page>
  );
}
