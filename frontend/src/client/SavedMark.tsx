import { words } from "../shared/i18n";
import type en from "../shared/i18n/en/sharing";
import type { Standing } from "../shared/session/autosave";
import { timeOf } from "../shared/time";
import { explain, Notice } from "../shared/ui";
import { atHome } from "./hereAndNow";

const t = words<typeof en>("sharing");

/** How saving stands: quiet while it works, a sentence while it does not. */
export function SavedMark({ standing: { state, at, error } }: { standing: Standing }) {
  if (state === "failing") return <Notice kind="caution"><p>{t("not_saved_yet")} {explain(error)}</p></Notice>;
  const when = at === null ? null : atHome(new Date(at).toISOString());
  const said = state === "saving" ? t("saving") : state === "saved" && when ? t("saved_at", { time: timeOf(when) }) : state === "unsaved" ? t("saved_soon") : "";
  return <p class="small second saved-mark" data-state={state}>{said}</p>;
}
