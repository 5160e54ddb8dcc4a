import { words } from "../../shared/i18n";
import type en from "../../shared/i18n/en/waiting";
import { PracticePhone } from "../../shared/ui/CrisisHelp";

const t = words<typeof en>("waiting");

/** Where else to turn while nobody here fits. */
export function OtherHelp() {
  return (
    <section class="stack-tight">
      <h2>{t("elsewhere")}</h2>
      <p>{t("elsewhere_211")}</p>
      <p>{t("elsewhere_find")} <a href="https://findtreatment.gov" rel="noreferrer">FindTreatment.gov</a></p>
      <PracticePhone />
    </section>
  );
}
