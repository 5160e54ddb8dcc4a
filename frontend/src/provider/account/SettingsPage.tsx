import { words } from "../../shared/i18n";
import type en from "../../shared/i18n/en/account";
import { DeviceSettings } from "../../shared/settings/DeviceSettings";
import { SignIns } from "../../shared/settings/SignIns";
import { StoppedMail } from "../../shared/settings/StoppedMail";
import { Page } from "../../shared/ui";

const t = words<typeof en>("account");

export default function SettingsPage() {
  return (
    <Page title={t("settings_title")} task>
      <StoppedMail />
      <DeviceSettings />
      <SignIns />
    </Page>
  );
}
