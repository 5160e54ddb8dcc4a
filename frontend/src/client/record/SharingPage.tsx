import { useState } from "preact/hooks";
import { put } from "../../shared/api/client";
import { words } from "../../shared/i18n";
import type en from "../../shared/i18n/en/record";
import { daysAhead } from "../../shared/time";
import { Check, Failed, Loading, Page, useLoad, useSave } from "../../shared/ui";
import { atHome } from "../hereAndNow";
import { roughly } from "../messages/times";
import { type Kind, kinds, lastLook, loadSharing, namesOf, type SharingFacts } from "../sharing/sharing";

const t = words<typeof en>("record");

function time(instant: string | undefined): string | null {
  const when = instant ? atHome(instant) : null;
  return when && roughly(when);
}

/** A moment as it stands after "since": Spanish says "desde el 1 nov", but "desde ayer". */
function sinceWhen(instant: string | undefined): string | null {
  const when = instant ? atHome(instant) : null;
  return when && (daysAhead(when.start) >= -1 ? roughly(when) : t("since_day", { day: roughly(when) }));
}

/** How a kind stands: who can read it and since when, or who no longer can. */
function standing(facts: SharingFacts, kind: Kind): string {
  const who = namesOf(facts) ?? t("your_therapist");
  const since = sinceWhen(facts.state.turned_at?.[kind]);
  if (facts.state[kind]) return since ? t("on_since", { who, time: since }) : t("on", { who });
  return since ? t("off_since", { who, time: since }) : t("off");
}

/** When the therapist last looked, from the access log. */
function looked(facts: SharingFacts, kind: Kind): string {
  const who = namesOf(facts) ?? t("your_therapist");
  const last = time(lastLook(facts, kind));
  if (!facts.therapists.length) return "";
  return last ? t("looked", { who, time: last }) : t("not_looked", { who });
}

function Switch({ kind, facts, set }: { kind: Kind; facts: SharingFacts; set: (facts: SharingFacts) => void }) {
  const { moods, journal, worksheets } = facts.state;
  const [wanted, setWanted] = useState(false);
  const save = useSave(async (on: boolean) => {
    setWanted(on);
    set({ ...facts, state: await put("/api/sharing", { moods, journal, worksheets, [kind]: on }) });
  });
  return (
    <section class="stack-tight">
      <Check name={kind} label={t(`share_${kind}`, { who: namesOf(facts) ?? t("your_therapist") })} hint={t(`share_${kind}_hint`)} checked={save.busy ? wanted : facts.state[kind]} onChecked={(on) => save.run(on)} />
      <p role="status" class="second">{save.busy ? t("saving") : `${standing(facts, kind)} ${looked(facts, kind)}`}</p>
      {save.error !== undefined && <Failed error={save.error} />}
    </section>
  );
}

/** One switch per kind; it takes effect at once. */
export default function SharingPage() {
  const { data, error, again, set } = useLoad(loadSharing, []);
  return (
    <Page title={t("sharing")} lead={t("sharing_lead")} task>
      {error !== undefined && <Failed error={error} again={again} />}
      {!data && error === undefined && <Loading what={t("getting_sharing")} />}
      {data && kinds.map((kind) => <Switch key={kind} kind={kind} facts={data} set={set} />)}
      {data && <p class="small second">{t("sharing_note")}</p>}
      <p><a class="lone" href="/record">{t("back")}</a></p>
    </Page>
  );
}
