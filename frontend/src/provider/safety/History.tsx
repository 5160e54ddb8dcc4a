import { type Body, put } from "../../shared/api/client";
import { words } from "../../shared/i18n";
import type intake from "../../shared/i18n/en/staff_intake";
import type en from "../../shared/i18n/en/staff_review";
import { dayAndTime, dayOf } from "../../shared/time";
import { Button, Facts, Failed, Rows, useSave } from "../../shared/ui";
import { mine } from "../staff";
import type { Case } from "./ReviewPage";

const t = words<typeof en>("staff_review");
const i = words<typeof intake>("staff_intake");

type ReferralState = Body<"/api/safety/reviews/{review_id}/referral", "put">["state"];

/** The latest questionnaires, each with its total and band. */
export function Measures({ items }: { items: Case["measures"] }) {
  if (!items.length) return <p class="second">{t("no_measures")}</p>;
  return (
    <ul class="plain stack-tight">
      {items.map((one) => (
        <li key={one.id}>
          {dayOf(one.local)} <strong>{one.instrument.toUpperCase()}</strong>{" "}
          {one.score ? t("measure", { total: one.score.total, band: i.code("band", one.score.band.replace(/ /g, "_")) ?? one.score.band }) : t.code("found", one.safety)}
        </li>
      ))}
    </ul>
  );
}

/** Every decision about this client so far, the newest first. */
export function Decisions({ items }: { items: Case["earlier"] }) {
  if (!items.length) return <p class="second">{t("no_decisions")}</p>;
  return (
    <ul class="plain stack">
      {items.map((one) => (
        <li key={one.review_id} class="stack-tight">
          <p>{t("decided_on", { when: dayAndTime(mine(one.at)), level: i.code("level", one.level) ?? one.level })} {t(one.booking === "open" ? "booking_is_open" : "booking_is_closed")} {one.override && t("was_override")} {one.follow_up && t("looks_again", { day: dayOf(one.follow_up) })}</p>
          <p class="voice">{one.reason}</p>
        </li>
      ))}
    </ul>
  );
}

function Referral({ referral, onChanged }: { referral: Case["referrals"][number]; onChanged: () => void }) {
  const save = useSave(async (state: ReferralState) => {
    await put("/api/safety/reviews/{review_id}/referral", { state }, { path: { review_id: referral.review_id } });
    onChanged();
  });
  const ways = (["accepted", "declined", "sent"] as const).filter((state) => state !== referral.state);
  return (
    <li>
      <div class="stack-tight">
        <Facts
          items={[
            [t("referred_to"), referral.to],
            [t("contact"), referral.contact],
            [t("stands"), t("state_since", { state: t.code("referral", referral.state) ?? referral.state, when: dayAndTime(mine(referral.state_at)) })],
            [t("follow_up"), dayOf(mine(referral.follow_up_at).start)],
          ]}
        />
        {referral.note && <p class="voice">{referral.note}</p>}
        {save.error !== undefined && <Failed error={save.error} />}
        <div class="together">{ways.map((state) => <Button key={state} look="quiet" busy={save.busy && t("saving")} onClick={() => save.run(state)}>{t.code("set", state)}</Button>)}</div>
      </div>
    </li>
  );
}

/** To whom the client was sent on, and how that stands. */
export function Referrals({ items, onChanged }: { items: Case["referrals"]; onChanged: () => void }) {
  if (!items.length) return null;
  return (
    <section class="stack-tight">
      <h2>{t("referrals")}</h2>
      <Rows>{items.map((referral) => <Referral key={referral.review_id} referral={referral} onChanged={onChanged} />)}</Rows>
    </section>
  );
}
