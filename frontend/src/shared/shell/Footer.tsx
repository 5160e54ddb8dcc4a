import { chooseLanguage, language, words } from "../i18n";
import type en from "../i18n/en/common";

const t = words<typeof en>("common");

/** The other language by its own name; a link that works without JavaScript on the static pages. */
export function LanguageSwitch() {
  const other = language.value === "en" ? "es" : "en";
  const change = (event: Event) => {
    event.preventDefault();
    void chooseLanguage(other);
  };
  return <a href={other === "es" ? "/es/" : "/"} lang={other} hreflang={other} data-full onClick={change}>{other === "es" ? "Español" : "English"}</a>;
}

export function Footer() {
  return (
    <footer class="page-footer">
      <div class="inside">
        <LanguageSwitch />
        <a href="/accessibility">{t("accessibility")}</a>
        <a href="/privacy">{t("privacy")}</a>
      </div>
    </footer>
  );
}
