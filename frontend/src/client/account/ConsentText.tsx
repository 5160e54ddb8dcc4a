import type { ComponentChildren } from "preact";
import { words } from "../../shared/i18n";
import type en from "../../shared/i18n/en/account";
import { LitArea } from "../../shared/ui";
import type { Consent } from "./consents";

const t = words<typeof en>("account");

/** One document: the short form and the decision lit, the whole text below. */
export function ConsentText({ consent, children }: { consent: Consent; children: ComponentChildren }) {
  return (
    <>
      <LitArea title={t("consent_short")}>
        <ul>{consent.summary.map((line) => <li key={line}>{line}</li>)}</ul>
        {children}
      </LitArea>
      <section class="stack">
        <h2>{t("consent_full")}</h2>
        <p class="small second">{t("consent_version", { version: consent.version })}. {consent.notice}</p>
        {consent.sections.map((section) => (
          <section key={section.heading} class="stack-tight">
            <h3>{section.heading}</h3>
            {section.paragraphs.map((paragraph) => <p key={paragraph}>{paragraph}</p>)}
          </section>
        ))}
      </section>
    </>
  );
}
