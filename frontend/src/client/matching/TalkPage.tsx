import { useMemo, useState } from "preact/hooks";
import { get, post } from "../../shared/api/client";
import { ApiError } from "../../shared/api/errors";
import { words } from "../../shared/i18n";
import type en from "../../shared/i18n/en/care";
import { go, type PageProps } from "../../shared/router";
import { loadMe, me } from "../../shared/session/me";
import { dayAndTime } from "../../shared/time";
import { Actions, AnswerList, Button, Failed, LitArea, Loading, Page, useLoad, useSave } from "../../shared/ui";
import type { Taken } from "../scheduling/choice";
import { Refused } from "../scheduling/refusals";
import { SlotPicker } from "../scheduling/SlotPicker";
import type { Slot } from "../scheduling/slots";

const t = words<typeof en>("care");
const minutes = 15;
type Format = Slot["formats"][number];

async function load(provider_id: string) {
  if (!me.peek()) await loadMe();
  return get("/api/providers/{provider_id}", { path: { provider_id } });
}

interface ConfirmProps {
  slot: Slot;
  wanted: Format | "";
  name: string;
  onTaken: (taken: Taken) => void;
  onBack: () => void;
}

/** The chosen time once more, and how to meet. */
function Confirm({ slot, wanted, name, onTaken, onBack }: ConfirmProps) {
  const [format, setFormat] = useState<Format>(wanted || (slot.formats.includes("video") ? "video" : slot.formats[0]!));
  // One key for this choice: pressing again after a lost answer books nothing twice.
  const idempotencyKey = useMemo(() => crypto.randomUUID(), [slot.start, format]);
  const save = useSave(async () => {
    try {
      const made = await post("/api/appointments", { provider_id: slot.provider_id, start: slot.start, minutes, format, zone: slot.zone, type: "consultation" }, { idempotencyKey });
      go(`/booked/${made.id}`, { replace: true });
    } catch (error) {
      if (!(error instanceof ApiError) || error.code !== "slot_taken") throw error;
      onTaken({ slot, nearest: (error.details.alternatives as Slot[] | undefined) ?? [] });
    }
  });
  return (
    <LitArea eyebrow={t("talk_check")} title={dayAndTime(slot)}>
      <form class="stack" onSubmit={(event) => (event.preventDefault(), void save.run())}>
        <p>{t("talk_facts", { name })}</p>
        {slot.formats.length > 1 && <AnswerList legend={t("talk_format")} name="format" value={format} onValue={(value) => setFormat(value as Format)} options={slot.formats.map((one) => ({ value: one, label: t.code("format", one) ?? one }))} />}
        {save.error !== undefined && <Refused error={save.error} name={name} />}
        <Actions>
          <Button type="submit" busy={save.busy && t("talk_booking")}>{t("talk_book")}</Button>
          <Button look="text" onClick={onBack}>{t("talk_other")}</Button>
        </Actions>
      </form>
    </LitArea>
  );
}

/** Times for the free first talk with one therapist, and booking one. */
export default function TalkPage({ params }: PageProps) {
  const provider_id = params.provider_id!;
  const { data, error, again } = useLoad(() => load(provider_id), [provider_id]);
  const [chosen, setChosen] = useState<{ slot: Slot; wanted: Format | "" } | null>(null);
  const [taken, setTaken] = useState<Taken | null>(null);
  if (!data) return <Page title={t("talk_title_nobody")} task>{error !== undefined ? <Failed error={error} again={again} /> : <Loading what={t("getting_times")} />}</Page>;
  const { name } = data;
  const back = (gone: Taken | null) => (setTaken(gone), setChosen(null));
  const times = (span: { from: string; to: string; zone: string }) => get("/api/providers/{provider_id}/slots", { path: { provider_id }, query: { ...span, minutes, type: "consultation" } });
  return (
    <Page title={t("talk_title", { name })} lead={t("talk_lead", { name })} task={chosen !== null}>
      {chosen ? <Confirm {...chosen} name={name} onTaken={back} onBack={() => back(null)} /> : (
        <>
          <p><a class="lone" href={`/therapists/${provider_id}`}>{t("talk_about", { name })}</a></p>
          <SlotPicker load={times} what={provider_id} free taken={taken} otherwise={<p><a class="lone" href={`/therapists/${provider_id}`}>{t("talk_none")}</a></p>} onTake={(slot, wanted) => setChosen({ slot, wanted })} />
        </>
      )}
    </Page>
  );
}
