import { words } from "../../shared/i18n";
import type en from "../../shared/i18n/en/crisis";
import { Button, Page } from "../../shared/ui";
import { CrisisLines, PracticePhone } from "../../shared/ui/CrisisHelp";

const t = words<typeof en>("crisis");

/** The crisis page inside the app: the same words as help.html, opened without a request so that nothing typed is lost. */
export default function HelpPage() {
  return (
    <Page title={t("crisis_title")} lead={t("crisis_lead")} task>
      <CrisisLines />
      <h2>{t("crisis_what_title")}</h2>
      <ol>
        <li>{t("crisis_what_1")}</li>
        <li>{t("crisis_what_2")}</li>
        <li>{t("crisis_what_3")}</li>
      </ol>
      <h2>{t("crisis_practice_title")}</h2>
      <PracticePhone />
      <p><a class="lone" href="/plan">{t("crisis_plan")}</a></p>
      <Button look="text" onClick={() => history.back()}>{t("crisis_safe")}</Button>
    </Page>
  );
}
