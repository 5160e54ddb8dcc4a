import { useState } from "preact/hooks";
import { post } from "../../shared/api/client";
import { ApiError } from "../../shared/api/errors";
import { words } from "../../shared/i18n";
import type en from "../../shared/i18n/en/staff_work";
import { Button, Failed, Select, useSave } from "../../shared/ui";
import { onCall } from "../onCall";
import { type Review, shortId } from "./reviews";

const t = words<typeof en>("staff_work");

interface Props {
  review: Review;
  look: "primary" | "quiet";
  onAssigned: () => void;
}

/** Give a review to a clinician on call, or back to whoever takes it first. The manager opens nothing of it. */
export function Assign({ review, look, onAssigned }: Props) {
  const [chosen, choose] = useState("");
  const save = useSave(async () => {
    await post("/api/safety/reviews/{review_id}/reassign", { provider_id: chosen === "nobody" ? null : chosen }, { path: { review_id: review.review_id } });
    choose("");
    onAssigned();
  });
  const people = (onCall.value?.items ?? []).filter((one) => one.provider_id !== review.claimed_by).map((one) => ({ value: one.provider_id, label: one.name }));
  const options = review.claimed_by ? [...people, { value: "nobody", label: t("give_back") }] : people;
  if (!options.length) return null;
  const moved = save.error instanceof ApiError && save.error.status === 409;
  return (
    <form class="together" onSubmit={(event) => (event.preventDefault(), chosen && void save.run())}>
      <Select label={t("assign_to", { id: shortId(review) })} empty={t("choose")} value={chosen} onValue={choose} options={options} />
      <Button type="submit" look={look} busy={save.busy && t("assigning")}>{t("assign")}</Button>
      {save.error !== undefined && <Failed error={save.error} again={moved ? onAssigned : undefined}>{moved ? t("moved") : undefined}</Failed>}
    </form>
  );
}
