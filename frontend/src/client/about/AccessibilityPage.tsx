import { words } from "../../shared/i18n";
import type en from "../../shared/i18n/en/about";
import { practice } from "../../shared/practice";
import { Page } from "../../shared/ui";

const t = words<typeof en>("about");

export default function AccessibilityPage() {
  const phone = practice.value?.phone;
  return (
    <Page title={t("access_title")} lead={t("access_lead")} task>
      <ul>
        <li>{t("access_1")}</li>
        <li>{t("access_2")}</li>
        <li>{t("access_3")}</li>
        <li>{t("access_4")}</li>
      </ul>
      <h2>{t("access_report")}</h2>
      <p>{phone ? t("access_report_text", { phone }) : t("access_report_unknown")}</p>
    </Page>
  );
}
