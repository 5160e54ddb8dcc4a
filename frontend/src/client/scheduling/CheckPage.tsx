import { useEffect, useMemo, useState } from "preact/hooks";
import { get, post } from "../../shared/api/client";
import { ApiError } from "../../shared/api/errors";
import { words } from "../../shared/i18n";
import type en from "../../shared/i18n/en/booking";
import { practice } from "../../shared/practice";
import { go } from "../../shared/router";
import { me } from "../../shared/session/me";
import { stateName } from "../../shared/states";
import { dayAndTime, money } from "../../shared/time";
import { Actions, AnswerList, Button, Facts, LitArea, Page, useLoad, useSave } from "../../shared/ui";
import { type Choice, choice, taken } from "./choice";
import { Refused } from "./refusals";
import type { Slot } from "./slots";
import "./scheduling.css";

const t = words<typeof en>("booking");

type Format = Slot["formats"][number];

/** Books the chosen time; one that somebody else just took leads back to the list, with the nearest ones. */
function useBooking({ slot }: Choice, format: Format) {
  // One key for this choice: pressing again after a lost answer books nothing twice.
  const idempotencyKey = useMemo(() => crypto.randomUUID(), [slot.start, format]);
  return useSave(async () => {
    try {
      const body = { provider_id: slot.provider_id, start: slot.start, minutes: slot.minutes, format, zone: slot.zone };
      const made = await post("/api/appointments", body, { idempotencyKey });
      taken.value = null;
      go(`/booked/${made.id}`, { replace: true });
    } catch (error) {
      if (!(error instanceof ApiError) || error.code !== "slot_taken") throw error;
      taken.value = { slot, nearest: (error.details.alternatives as Slot[] | undefined) ?? [] };
      go("/book", { replace: true });
    }
  });
}

function Check({ chosen }: { chosen: Choice }) {
  const { slot, therapist } = chosen;
  const [format, setFormat] = useState<Format>(slot.formats.includes("video") ? "video" : slot.formats[0]!);
  const { data: about } = useLoad(() => get("/api/providers/{provider_id}", { path: { provider_id: slot.provider_id } }), [slot.provider_id]);
  const save = useBooking(chosen, format);
  const policy = practice.value?.policies;
  const facts: [string, string][] = [
    [t("who"), therapist],
    [t("when"), dayAndTime(slot)],
    [t("how_long"), t("minutes", { minutes: slot.minutes })],
    [t("cost"), about ? t("cost_text", { fee: money(about.fee_cents) }) : ""],
    [t("changing"), policy ? t("policy_short", { hours: policy.cancel_notice_hours ?? 24, fee: money(policy.late_fee_cents ?? 0) }) : ""],
    [t("where"), me.value?.home_state ? t("where_text", { state: stateName(me.value.home_state) }) : t("where_unknown")],
  ];
  return (
    <Page title={t("check_title")} task>
      <LitArea>
        <form class="stack" onSubmit={(event) => (event.preventDefault(), void save.run())}>
          <Facts items={facts.filter(([, value]) => value)} />
          {slot.formats.length > 1 && (
            <AnswerList legend={t("format")} name="format" value={format} onValue={(value) => setFormat(value as Format)} options={slot.formats.map((one) => ({ value: one, label: t.code("format", one) ?? one }))} />
          )}
          {slot.formats.length === 1 && <p>{t.code("format", format)}</p>}
          {save.error !== undefined && <Refused error={save.error} name={therapist} />}
          <Actions>
            <Button type="submit" busy={save.busy && t("booking")}>{t("book")}</Button>
            <a href="/book">{t("other_times")}</a>
          </Actions>
        </form>
      </LitArea>
    </Page>
  );
}

/** Everything once more before it is booked. */
export default function CheckPage() {
  const chosen = choice.value;
  useEffect(() => {
    if (!chosen) go("/book", { replace: true });
  }, [chosen]);
  return chosen ? <Check chosen={chosen} /> : <Page title={t("check_title")} task />;
}
