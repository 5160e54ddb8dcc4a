import { words } from "../../shared/i18n";
import type en from "../../shared/i18n/en/home";
import { Actions, ButtonLink, Failed, LitArea, Loading, useLoad } from "../../shared/ui";
import { PracticePhone } from "../../shared/ui/CrisisHelp";
import { readConsents } from "../account/consents";

const t = words<typeof en>("home");

/** What a guardian can do here, and what stays with the teen. */
export function GuardianHome() {
  const { data, error, again } = useLoad(readConsents, []);
  if (!data) return error !== undefined ? <Failed error={error} again={again} /> : <Loading what={t("getting")} />;
  const agreed = data.every((consent) => consent.agreed);
  return (
    <div class="stack-wide task">
      <LitArea eyebrow={t("next")} title={t(agreed ? "guardian_done" : "consents")} door>
        <p>{t(agreed ? "guardian_done_text" : "consents_text")}</p>
        <Actions><ButtonLink href="/consents">{t(agreed ? "guardian_read" : "consents_button")}</ButtonLink></Actions>
      </LitArea>
      <section class="stack-tight">
        <h2>{t("guardian_not")}</h2>
        <ul>
          <li>{t("guardian_not_1")}</li>
          <li>{t("guardian_not_2")}</li>
          <li>{t("guardian_not_3")}</li>
        </ul>
      </section>
      <section class="stack-tight">
        <h2>{t("guardian_ask")}</h2>
        <PracticePhone />
      </section>
    </div>
  );
}
