import type { ComponentChildren } from "preact";
import { words } from "../../shared/i18n";
import type en from "../../shared/i18n/en/staff_work";
import { dayAndTime } from "../../shared/time";
import { dueBy, mine } from "../staff";
import { isLate, type Review, shortId, waited } from "./reviews";
import "./work.css";

const t = words<typeof en>("staff_work");

/** One review: what kind and which, how long it waits, until when and who holds it. Never whom it is about. */
export function ReviewRow({ review, holder, children }: { review: Review; holder: string | undefined; children?: ComponentChildren }) {
  const late = isLate(review);
  const { unit, count } = waited(review);
  return (
    <li>
      <div>
        <strong>{t.code("kind", review.kind)}</strong> <span class="second small">{t("number", { id: shortId(review) })}</span>
        <div class="second">{t("raised", { when: dayAndTime(mine(review.raised_at)) })} {t.count(unit, count)} {review.claimed_by ? t("held_by", { name: holder || t("a_clinician") }) : t("nobody_holds")}</div>
        <div class={late ? "overdue small" : "small second"}>{dueBy(mine(review.due_by), late)}</div>
      </div>
      {children}
    </li>
  );
}
