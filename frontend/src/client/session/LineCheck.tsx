import { useEffect } from "preact/hooks";
import { roundMbps, videoMbps, weaknesses } from "../../shared/call/check/check";
import type { Media } from "../../shared/call/devices/media";
import { words } from "../../shared/i18n";
import type en from "../../shared/i18n/en/session";
import { Actions, Button } from "../../shared/ui";
import { Check } from "./Check";
import { type LineFound, type PreCall, steps } from "./preCall";

const t = words<typeof en>("session");

function Found({ found, again }: { found: LineFound; again: () => void }) {
  const { quality, flows, word } = found;
  return (
    <>
      <p role="status">{t(`line_${word}`)}</p>
      {quality && <p class="second">{t("line_numbers", { down: roundMbps(quality.downMbps), up: roundMbps(quality.upMbps), trip: Math.round(quality.tripMs), wanted: videoMbps })}</p>}
      {quality && weaknesses(quality).map((one) => <p key={one}>{t(`weak_${one}`)}</p>)}
      {!flows && <p role="alert">{t("media_blocked")}</p>}
      {(word !== "video" || !flows) && <Actions><Button look="quiet" onClick={again}>{t("try_it_again")}</Button></Actions>}
    </>
  );
}

/** The line: both ways against 3 Mbit/s, the way there and back, and whether a call comes through. */
export function LineCheck({ media, preCall }: { media: Media; preCall: PreCall }) {
  const attempt = () => void preCall.tryLine(media);
  useEffect(attempt, []);
  const step = preCall.step.value;
  const found = preCall.line.value;
  return (
    <Check title={t("line")}>
      {step && <progress max={steps.length} value={steps.indexOf(step)} aria-label={t("line_progress")} />}
      {step && <p role="status">{t(`line_step_${step}`)}</p>}
      {found && <Found found={found} again={attempt} />}
    </Check>
  );
}
