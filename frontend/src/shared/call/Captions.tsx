import { words } from "../i18n";
import type en from "../i18n/en/call";
import { Disclosure } from "../ui";

const t = words<typeof en>("call");

/** How to have what is said written along, by the device itself, and why this page does not do it. */
export function Captions() {
  return (
    <Disclosure summary={t("captions")}>
      <div class="stack-tight">
        <p>{t("captions_text")}</p>
        <ul>
          {(["chrome", "windows", "mac", "iphone", "android"] as const).map((system) => <li key={system}>{t(`captions_${system}`)}</li>)}
        </ul>
        <p>{t("captions_why")}</p>
      </div>
    </Disclosure>
  );
}
