import { words } from "../../shared/i18n";
import type en from "../../shared/i18n/en/care";
import { stateName } from "../../shared/states";
import { dayAndTime } from "../../shared/time";
import { Notice } from "../../shared/ui";
import type { MyCare, Therapist } from "../matching/care";

const t = words<typeof en>("care");

function Unlicensed({ therapist, state }: { therapist: Therapist; state: string }) {
  const stopped = therapist.coming.filter((one) => therapist.unlicensed.includes(one.id));
  return (
    <Notice kind="caution" title={t(therapist.licensed === false ? "moved_title" : "moved_soon_title", { name: therapist.name, state: stateName(state) })}>
      <p>{t("moved_text")}</p>
      {stopped.length > 0 && <><p>{t("moved_sessions")}</p><ul>{stopped.map((one) => <li key={one.id}>{dayAndTime(one)}</li>)}</ul></>}
      <p><a href="/matches">{t("moved_others", { state: stateName(state) })}</a> <a href="/profile">{t("moved_profile")}</a></p>
    </Notice>
  );
}

/** Says plainly where a therapist may not see the client where they live now, or on the day of a session. Silent while all is well. */
export function Moved({ care }: { care: MyCare }) {
  const stopped = care.therapists.filter((one) => one.licensed === false || one.unlicensed.length > 0);
  return <>{stopped.map((one) => <Unlicensed key={one.provider_id} therapist={one} state={care.home_state} />)}</>;
}
