import { useState } from "preact/hooks";
import { words } from "../../shared/i18n";
import type en from "../../shared/i18n/en/sharing";
import { Check, Failed, useLoad, useSave } from "../../shared/ui";
import { atHome } from "../hereAndNow";
import { roughly } from "../messages/times";
import { closedAt, isOpen, type Kind, lastLook, loadSharing, mayHaveRead, namesOf, type Shareable, type SharingFacts } from "./sharing";

const t = words<typeof en>("sharing");

function on(instant: string): string {
  const when = atHome(instant);
  return when ? roughly(when) : "";
}

/** How one entry stands: who can open it and since when, or who no longer can and may have read it. */
function standingOf(entry: Shareable, facts: SharingFacts, kind: Kind): string {
  const who = namesOf(facts) ?? t("your_therapist");
  if (isOpen(entry, facts.state, kind)) {
    return entry.shared_at ? t("entry_open_since", { who, time: on(entry.shared_at) }) : t(`entry_open_by_${kind}`, { who });
  }
  const looked = lastLook(facts, kind);
  const read = mayHaveRead(entry, facts.state, kind, looked);
  if (read === "read") return `${t("entry_closed", { who })} ${t("may_have_read", { who, time: on(looked!) })}`;
  if (read === "before") return `${t("entry_closed", { who })} ${t("may_have_read_before", { who })}`;
  return closedAt(entry, facts.state, kind) !== null ? `${t("entry_closed", { who })} ${t("not_looked", { who })}` : t("entry_yours");
}

/** The switch of one entry, beside it. It takes effect with the therapist's next request. */
export function ShareSwitch({ entry, kind, onShare }: { entry: Shareable; kind: Kind; onShare: (shared: boolean) => Promise<unknown> }) {
  const { data, error, again, set } = useLoad(loadSharing, []);
  const [wanted, setWanted] = useState(false);
  const save = useSave(async (shared: boolean) => {
    setWanted(shared);
    await onShare(shared);
    set(await loadSharing());
  });
  if (error !== undefined) return <Failed error={error} again={again} />;
  if (!data) return null;
  return (
    <div class="stack-tight share">
      <Check name="share" label={t("share_entry", { who: namesOf(data) ?? t("your_therapist") })} hint={t("share_entry_hint")} checked={save.busy ? wanted : isOpen(entry, data.state, kind)} onChecked={(shared) => save.run(shared)} />
      <p class="second" role="status">{save.busy ? t("saving") : standingOf(entry, data, kind)}</p>
      {save.error !== undefined && <Failed error={save.error} />}
      <p class="small second"><a class="lone" href="/record/sharing">{t("all_switches")}</a></p>
    </div>
  );
}
