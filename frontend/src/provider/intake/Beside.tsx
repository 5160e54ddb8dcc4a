import { words } from "../../shared/i18n";
import type en from "../../shared/i18n/en/staff_intake";
import { Disclosure } from "../../shared/ui";
import { Assessment } from "./Assessment";
import { IntakeOnRequest } from "./ClientIntake";

const t = words<typeof en>("staff_intake");

/** Beside an intake assessment: the client's questionnaire, and where to put down what was found. */
export function BesideAssessment({ client_id, name, minutes }: { client_id: string; name: string; minutes: number }) {
  return (
    <section class="stack beside-assessment">
      <h2>{t("assessment")}</h2>
      <IntakeOnRequest client_id={client_id} name={name} />
      <Disclosure summary={t("record_title")}><Assessment client_id={client_id} minutes={minutes} /></Disclosure>
    </section>
  );
}
