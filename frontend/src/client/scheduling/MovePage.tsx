import { useEffect, useState } from "preact/hooks";
import { get, post } from "../../shared/api/client";
import { ApiError } from "../../shared/api/errors";
import { words } from "../../shared/i18n";
import type en from "../../shared/i18n/en/booking";
import { go, type PageProps } from "../../shared/router";
import { loadMe, me } from "../../shared/session/me";
import { dayAndTime, money } from "../../shared/time";
import { Actions, Button, Facts, Failed, LitArea, Loading, Notice, Page, useLoad, useSave } from "../../shared/ui";
import { type Changed, closed, Cost, feeChanged, loadCost } from "./ChangePage";
import type { Taken } from "./choice";
import { Refused } from "./refusals";
import "./scheduling.css";
import { SlotPicker } from "./SlotPicker";
import type { Slot } from "./slots";

const t = words<typeof en>("booking");

async function load(id: string): Promise<Changed> {
  if (!me.peek()) await loadMe();
  return loadCost(id);
}

interface ConfirmProps {
  seen: Changed;
  to: Slot;
  onTaken: (taken: Taken) => void;
  onBack: () => void;
  onFee: () => void;
}

function Confirm({ seen, to, onTaken, onBack, onFee }: ConfirmProps) {
  useEffect(() => document.querySelector<HTMLElement>("main h1")?.focus(), []);
  const save = useSave(async () => {
    try {
      await post("/api/appointments/{appointment_id}/reschedule", { start: to.start, zone: to.zone, fee_cents: seen.fee_cents }, { path: { appointment_id: seen.id } });
      go(`/booked/${seen.id}`, { replace: true });
    } catch (error) {
      if (feeChanged(error)) onFee();
      if (!(error instanceof ApiError) || error.code !== "slot_taken") throw error;
      onTaken({ slot: to, nearest: (error.details.alternatives as Slot[] | undefined) ?? [] });
    }
  });
  return (
    <Page title={t("move_check")} task>
      <LitArea>
        <div class="stack">
          <Facts items={[[t("from"), dayAndTime(seen)], [t("to"), dayAndTime(to)]]} />
          <Cost seen={seen} />
          {save.error !== undefined && <Refused error={save.error} name={t("your_therapist")} />}
          <Actions>
            <Button busy={save.busy && t("moving")} onClick={() => save.run()}>{seen.fee_cents > 0 ? t("move_for", { fee: money(seen.fee_cents) }) : t("move_free")}</Button>
            <Button look="text" onClick={onBack}>{t("other_times")}</Button>
          </Actions>
        </div>
      </LitArea>
    </Page>
  );
}

/** Another time for the same session. */
export default function MovePage({ params }: PageProps) {
  const id = params.appointment_id!;
  const { data: seen, error, again } = useLoad(() => load(id), [id]);
  const [to, setTo] = useState<Slot | null>(null);
  const [taken, setTaken] = useState<Taken | null>(null);
  if (!seen) {
    return (
      <Page title={t("move_title")}>
        {closed(error) ? <Notice><p>{t("closed")} <a href="/sessions">{t("back_to_sessions")}</a></p></Notice> : error !== undefined ? <Failed error={error} again={again} /> : <Loading what={t("getting_session")} />}
      </Page>
    );
  }
  if (to) return <Confirm seen={seen} to={to} onTaken={(found) => (setTaken(found), setTo(null))} onBack={() => setTo(null)} onFee={again} />;
  return (
    <Page title={t("move_title")} lead={t("now_at", { time: dayAndTime(seen) })}>
      <p><a class="lone" href={`/sessions/${id}/change`}>{t("back_to_change")}</a></p>
      <SlotPicker what={id} taken={taken} only={seen.format} onTake={setTo} otherwise={<p><a class="lone" href={`/wait/${seen.provider_id}?moves=${id}`}>{t("none_wait")}</a></p>}
        load={(span) => get("/api/appointments/{appointment_id}/slots", { path: { appointment_id: id }, query: { ...span } })} />
      <p><a class="lone" href={`/wait/${seen.provider_id}?moves=${id}&earlier=1`}>{t("wait_earlier")}</a></p>
    </Page>
  );
}
