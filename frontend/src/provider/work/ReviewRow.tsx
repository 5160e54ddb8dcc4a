import type { ComponentChildren } from "preact";
import { words } from "../../shared/i18n";
import type en from "../../shared/i18n/en/staff_work";
import { dayAndTime } from "../../shared/time";
import { dueBy, mine } from "../staff";
import { isLate, type Review } from "./reviews";

const t = words<typeof en>("staff_work");

/** One review: what kind, since when, until when and who holds it. */
export function ReviewRow({ review, holder, children }: { review: Review; holder: string | undefined; children?: ComponentChildren }) {
  const late = isLate(review);
  return (
    <li>
      <div>
        <strong>{t.code("kind", review.kind)}</strong>
        <div class="second">{t("raised", { when: dayAndTime(mine(review.raised_at)) })} {review.claimed_by ? t("held_by", { name: holder || t("a_clinician") }) : t("nobody_holds")}</div>
        <div class={late ? "due small" : "small second"}>{dueBy(mine(review.due_by), late)}</div>
      </div>
      {children}
    </li>
  );
}
