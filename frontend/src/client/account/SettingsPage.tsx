import { words } from "../../shared/i18n";
import type en from "../../shared/i18n/en/account";
import { me } from "../../shared/session/me";
import { DeviceSettings } from "../../shared/settings/DeviceSettings";
import { SignIns } from "../../shared/settings/SignIns";
import { Page, Row, Rows } from "../../shared/ui";

const t = words<typeof en>("account");

// A guardian has neither sessions of their own to be reminded of nor a therapist.
const pages = [["profile", "/profile", "everybody"], ["reminders", "/reminders", "client"], ["consents", "/consents", "everybody"], ["therapist", "/matches", "client"]] as const;

export default function SettingsPage() {
  return (
    <Page title={t("settings_title")} task>
      <Rows>
        {pages.filter(([, , whose]) => whose === "everybody" || me.value?.role !== "guardian").map(([page, href]) => (
          <Row key={page} href={href} link={t("settings_open")} about={t(`settings_${page}`)}>
            <div>{t(`settings_${page}`)}</div>
            <div class="small second">{t(`settings_${page}_note`)}</div>
          </Row>
        ))}
      </Rows>
      <DeviceSettings />
      <SignIns />
    </Page>
  );
}
