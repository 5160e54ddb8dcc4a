import { words } from "../../shared/i18n";
import type en from "../../shared/i18n/en/session";
import { stateName } from "../../shared/states";
import { Notice } from "../../shared/ui";

const t = words<typeof en>("session");

interface Props {
  /** The facts of the API's refusal: states, crisis lines, the practice's phone. */
  details: Record<string, unknown>;
  state: string;
  therapist: string;
}

/** The therapist may not see the person where they are: where they may, what to do, and help that is there at once. */
export function NotLicensed({ details, state, therapist }: Props) {
  const states = (details.states as string[] | undefined) ?? [];
  const phone = details.practice_phone as string | undefined;
  return (
    <Notice kind="caution" title={t("not_licensed", { name: therapist, state: stateName(state) })}>
      {states.length > 0 && <p>{t("licensed_in", { name: therapist, states: states.map(stateName).join(", ") })}</p>}
      <p>{t("therapist_knows", { name: therapist })} {phone && <a href={`tel:${phone}`}>{t("call_practice", { phone })}</a>}</p>
      <p>{t("in_danger")} <a href="tel:988">{t("call_988")}</a> <a href="sms:988">{t("text_988")}</a></p>
    </Notice>
  );
}
