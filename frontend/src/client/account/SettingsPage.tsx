import { words } from "../../shared/i18n";
import type en from "../../shared/i18n/en/account";
import { DeviceSettings } from "../../shared/settings/DeviceSettings";
import { SignIns } from "../../shared/settings/SignIns";
import { Page, Row, Rows } from "../../shared/ui";

const t = words<typeof en>("account");

export default function SettingsPage() {
  return (
    <Page title={t("settings_title")} task>
      <Rows>
        <Row href="/profile" link={t("settings_open")} about={t("settings_profile")}>
          <div>{t("settings_profile")}</div>
          <div class="small second">{t("settings_profile_note")}</div>
        </Row>
        <Row href="/reminders" link={t("settings_open")} about={t("settings_reminders")}>
          <div>{t("settings_reminders")}</div>
          <div class="small second">{t("settings_reminders_note")}</div>
        </Row>
        <Row href="/consents" link={t("settings_open")} about={t("settings_consents")}>
          <div>{t("settings_consents")}</div>
          <div class="small second">{t("settings_consents_note")}</div>
        </Row>
        <Row href="/matches" link={t("settings_open")} about={t("settings_therapist")}>
          <div>{t("settings_therapist")}</div>
          <div class="small second">{t("settings_therapist_note")}</div>
        </Row>
      </Rows>
      <DeviceSettings />
      <SignIns />
    </Page>
  );
}
