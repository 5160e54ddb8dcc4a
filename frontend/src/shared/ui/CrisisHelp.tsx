import { language, words } from "../i18n";
import type en from "../i18n/en/crisis";
import { practice } from "../practice";

const t = words<typeof en>("crisis");

function Line({ href, words: said, note, first, foreign }: { href: string; words: string; note: string; first?: boolean; foreign?: string }) {
  return (
    <li class={first ? "first" : undefined}>
      <a href={href} data-full rel={href.startsWith("http") ? "noreferrer" : undefined} lang={foreign}>
        <span>{said}<small>{note}</small></span>
      </a>
    </li>
  );
}

/** Every crisis line, the way to call first. Static: needs no request, so nothing can keep it from being shown. */
export function CrisisLines() {
  return (
    <ul class="crisis-links">
      <Line first href="tel:988" words={t("crisis_call")} note={t("crisis_call_note")} />
      <Line href={t("crisis_text_to")} words={t("crisis_text")} note={t("crisis_text_note")} />
      <Line href="https://988lifeline.org/chat/" words={t("crisis_chat")} note={t("crisis_chat_note")} />
      <Line href="tel:911" words={t("crisis_danger")} note={t("crisis_danger_note")} />
      {language.value !== "es" && <Line href="tel:988" words={t("crisis_spanish")} note={t("crisis_spanish_note")} foreign="es" />}
      <Line href="tel:988" words={t("crisis_veterans")} note={t("crisis_veterans_note")} />
      <Line href="sms:741741?&body=HOME" words={t("crisis_home")} note={t("crisis_home_note")} />
    </ul>
  );
}

/** The practice's own phone: shown once known, with the plain sentence until then. */
export function PracticePhone() {
  const phone = practice.value?.phone;
  if (!phone) return <p>{t("crisis_practice_unknown")}</p>;
  const [before, after] = t("crisis_practice").split("{phone}");
  return <p>{before}<a class="nowrap" href={`tel:${phone}`}>{phone}</a>{after}</p>;
}
