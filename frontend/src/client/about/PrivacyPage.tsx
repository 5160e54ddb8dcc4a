import { words } from "../../shared/i18n";
import type en from "../../shared/i18n/en/about";
import { Page } from "../../shared/ui";

const t = words<typeof en>("about");

/** What holds for everybody who opens the site; the practice's own notice is the privacy consent. */
export default function PrivacyPage() {
  return (
    <Page title={t("privacy_title")} lead={t("privacy_lead")} task>
      <h2>{t("privacy_kept")}</h2>
      <ul>
        <li>{t("privacy_1")}</li>
        <li>{t("privacy_2")}</li>
        <li>{t("privacy_3")}</li>
      </ul>
      <h2>{t("privacy_who")}</h2>
      <ul>
        <li>{t("privacy_4")}</li>
        <li>{t("privacy_5")}</li>
        <li>{t("privacy_6")}</li>
      </ul>
      <h2>{t("privacy_leaving")}</h2>
      <p>{t("privacy_7")}</p>
      <p>{t("privacy_8")}</p>
    </Page>
  );
}
