import { useState } from "preact/hooks";
import { post } from "../../shared/api/client";
import { ApiError } from "../../shared/api/errors";
import { words } from "../../shared/i18n";
import type intake from "../../shared/i18n/en/staff_intake";
import type en from "../../shared/i18n/en/staff_review";
import { useDraft } from "../../shared/session/drafts";
import { Actions, AnswerList, Area, Button, Check, Failed, Field, FormErrors, LitArea, Notice, useSave } from "../../shared/ui";
import { levelOptions } from "../intake/levels";
import { blank, type Draft, type Missing, missingOf, needsFollowUp, wishOf } from "./decision";
import type { Case } from "./ReviewPage";

const t = words<typeof en>("staff_review");
const i = words<typeof intake>("staff_intake");

interface PartProps {
  draft: Draft;
  change: (part: Partial<Draft>) => void;
  error: (name: Missing) => string | null;
}

/** Somebody else who takes over, and how they are reached. */
function Sending({ draft, change, error }: PartProps) {
  return (
    <>
      <Check label={t("refer")} hint={t("refer_hint")} name="refer" checked={draft.refer} onChecked={(refer) => change({ refer })} />
      {draft.refer && (
        <>
          <Field label={t("referred_to")} value={draft.to} onValue={(to) => change({ to })} maxLength={200} error={error("to")} />
          <Field label={t("contact")} hint={t("contact_hint")} value={draft.contact} onValue={(contact) => change({ contact })} maxLength={200} error={error("contact")} />
          <Area label={t("note")} value={draft.note} onValue={(note) => change({ note })} rows={3} maxLength={4000} />
        </>
      )}
    </>
  );
}

/** What kept the decision from being made, where the page can say it better than a general sentence. */
function NotMade({ error, reread }: { error: unknown; reread: () => void }) {
  const code = error instanceof ApiError ? error.code : "";
  if (code !== "answers_changed" && code !== "review_decided") return <Failed error={error} />;
  return <Notice kind="caution"><p>{t(code)}</p><Button look="quiet" onClick={reread}>{t("read_again")}</Button></Notice>;
}

/** The decision: level of care, self-booking, the reason, a referral, and when somebody looks again. */
export function Decide({ data, onDone }: { data: Case; onDone: () => void }) {
  const [draft, setDraft, forget] = useDraft<Draft>(`decide-${data.review.review_id}`, blank);
  const [missing, setMissing] = useState<Missing[]>([]);
  const save = useSave(async () => {
    await post("/api/safety/reviews/{review_id}/decide", wishOf(draft, data.revision), { path: { review_id: data.review.review_id } });
    forget();
    onDone();
    document.querySelector<HTMLElement>("main h1")?.focus();
  });
  const change = (part: Partial<Draft>) => setDraft({ ...draft, ...part });
  const error = (name: Missing) => (missing.includes(name) ? t(`missing_${name}`) : null);
  const submit = (event: Event) => {
    event.preventDefault();
    const open = missingOf(draft);
    setMissing(open);
    if (!open.length) void save.run();
  };
  const override = draft.level !== null && data.proposed !== null && draft.level !== data.proposed;
  const booking = [{ value: "open", label: t("booking_open") }, { value: "closed", label: t("booking_closed") }];
  return (
    <LitArea title={t("decide")}>
      <form class="stack" noValidate onSubmit={submit}>
        <FormErrors errors={missing.map((name) => t(`missing_${name}`))} />
        <AnswerList legend={i("level")} name="level" options={levelOptions()} value={draft.level} onValue={(level) => change({ level: level as Draft["level"] })} error={error("level")} />
        {override && <p class="second">{t("override")}</p>}
        <AnswerList legend={t("booking")} name="booking" options={booking} value={draft.booking} onValue={(value) => change({ booking: value as Draft["booking"] })} error={error("booking")} />
        <Area label={t("reason")} hint={t("reason_hint")} value={draft.reason} onValue={(reason) => change({ reason })} rows={4} maxLength={4000} error={error("reason")} />
        <Sending draft={draft} change={change} error={error} />
        <Field type="date" short label={t("follow_up")} hint={t(needsFollowUp(draft) ? "follow_up_needed" : "follow_up_hint")} value={draft.followUp} onValue={(followUp) => change({ followUp })} error={error("follow_up")} />
        {save.error !== undefined && <NotMade error={save.error} reread={onDone} />}
        <Actions><Button type="submit" busy={save.busy && t("deciding")}>{t("decide_button")}</Button></Actions>
      </form>
    </LitArea>
  );
}
