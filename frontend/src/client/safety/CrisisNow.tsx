import { useEffect, useState } from "preact/hooks";
import { put } from "../../shared/api/client";
import { words } from "../../shared/i18n";
import type en from "../../shared/i18n/en/screen";
import { Page } from "../../shared/ui";
import { CrisisLines, PracticePhone } from "../../shared/ui/CrisisHelp";
import { bodyOf, type Said, type Screen } from "./screenState";

const t = words<typeof en>("screen");
const pauses = [2_000, 5_000, 10_000, 30_000];

type Telling = "telling" | "told" | "not-reached";

/** Send the answer until it arrives; help is on the screen meanwhile. */
function useTelling(said: Said | null, known: Screen | null): Telling {
  const [state, setState] = useState<Telling>(known ? (known.alerted ? "told" : "not-reached") : "telling");
  useEffect(() => {
    if (said === null) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let gone = false;
    const send = (attempt: number) => {
      put("/api/safety/screen", bodyOf("acute", said)).then(
        (screen) => gone || setState(screen.alerted ? "told" : "not-reached"),
        () => {
          if (gone) return;
          setState("not-reached");
          timer = setTimeout(() => send(attempt + 1), pauses[Math.min(attempt, pauses.length - 1)]);
        },
      );
    };
    send(0);
    return () => ((gone = true), clearTimeout(timer));
  }, [said]);
  return state;
}

interface Props {
  /** The answer still to be sent, null where the API already has it. */
  said: Said | null;
  screen: Screen | null;
}

/** Help right now. Drawn before any request; says that somebody was told only once that is true. */
export function CrisisNow({ said, screen }: Props) {
  const telling = useTelling(said, screen);
  useEffect(() => document.querySelector<HTMLElement>("main h1")?.focus(), []);
  return (
    <Page title={t("acute_title")} lead={t("acute_lead")} task>
      <CrisisLines />
      <div role="status">
        {telling === "told" && <p><strong>{t("acute_told")}</strong> {t("acute_told_more")}</p>}
        {telling === "not-reached" && <p><strong>{t("acute_not_reached")}</strong></p>}
      </div>
      <h2>{t("acute_practice")}</h2>
      <PracticePhone />
      <h2>{t("acute_meanwhile")}</h2>
      <p>{t("acute_open")}</p>
      <p class="together"><a class="lone" href="/sessions">{t("link_sessions")}</a> <a class="lone" href="/messages">{t("link_messages")}</a></p>
    </Page>
  );
}
