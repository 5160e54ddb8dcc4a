import { useState } from "preact/hooks";
import { keepOnDevice, keptOnDevice } from "../device";
import { chooseLanguage, language, type Language, words } from "../i18n";
import type en from "../i18n/en/account";
import { practice } from "../practice";
import { tabName } from "../shell/App";
import { Check, Select } from "../ui";

const t = words<typeof en>("account");

function showTheme(theme: string): void {
  if (theme) document.documentElement.dataset.theme = theme;
  else delete document.documentElement.dataset.theme;
  keepOnDevice("theme", theme);
}

/** Language, theme and tab name: choices of this device, nothing about the person. */
export function DeviceSettings() {
  const [theme, setTheme] = useState(document.documentElement.dataset.theme ?? "");
  const [shift, setShift] = useState(keptOnDevice("leave-by-shift") !== "off");
  const themes = [
    { value: "", label: t("settings_theme_device") },
    { value: "light", label: t("settings_theme_light") },
    { value: "dark", label: t("settings_theme_dark") },
  ];
  const names = [
    { value: "quietroom", label: t("settings_tab_quietroom") },
    { value: "neutral", label: practice.value?.neutral_name ?? "" },
  ].filter((name) => name.label);
  return (
    <div class="form">
      <Select label={t("settings_language")} value={language.value} onValue={(chosen) => void chooseLanguage(chosen as Language)} options={[{ value: "en", label: "English" }, { value: "es", label: "Español" }]} />
      <Select label={t("settings_theme")} value={theme} onValue={(chosen) => (setTheme(chosen), showTheme(chosen))} options={themes} />
      <Select
        label={t("settings_tab")}
        hint={t("settings_tab_hint")}
        value={tabName.value}
        onValue={(chosen) => (keepOnDevice("tab-name", chosen), (tabName.value = chosen as "quietroom" | "neutral"))}
        options={names}
      />
      <Check label={t("settings_shift")} hint={t("settings_shift_hint")} checked={shift} onChecked={(on) => (setShift(on), keepOnDevice("leave-by-shift", on ? "on" : "off"))} />
      <p class="small second">{t("settings_device")}</p>
    </div>
  );
}
