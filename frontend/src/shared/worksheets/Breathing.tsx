import { useEffect, useState } from "preact/hooks";
import { words } from "../i18n";
import type en from "../i18n/en/worksheets";
import { stopOnLeave } from "../session/leave";
import { Button } from "../ui";
import { type Part, say } from "./worksheets";

const t = words<typeof en>("worksheets");

interface Breath {
  phase: "in" | "out";
  /** From 1. */
  round: number;
}

/** What comes after a breath; null after the last. */
export function nextBreath({ phase, round }: Breath, rounds: number): Breath | null {
  if (phase === "in") return { phase: "out", round };
  return round < rounds ? { phase: "in", round: round + 1 } : null;
}

/** Breathing in and out by the words; a circle goes along for whoever wants a picture, and stays away where less motion is wanted. */
export function Breathing({ part }: { part: Part }) {
  const [breath, setBreath] = useState<Breath | null>(null);
  const [done, setDone] = useState(false);
  const { in_seconds = 4, out_seconds = 6, rounds = 10 } = part;
  const seconds = breath?.phase === "out" ? out_seconds : in_seconds;
  useEffect(() => {
    if (!breath) return undefined;
    const timer = setTimeout(() => {
      const next = nextBreath(breath, rounds);
      setBreath(next);
      if (!next) setDone(true);
    }, seconds * 1000);
    const staying = stopOnLeave(() => clearTimeout(timer));
    return () => (clearTimeout(timer), staying());
  }, [breath]);
  const begin = () => (setDone(false), setBreath({ phase: "in", round: 1 }));
  return (
    <section class="breath" aria-label={say(part.label)}>
      <p>{say(part.label)}. {t("breath_how", { in: in_seconds, out: out_seconds })}</p>
      <div class="breath-circle" data-phase={breath?.phase} style={{ "--breath-seconds": `${seconds}s` }} aria-hidden="true" />
      <p class="breath-word" role="status">{breath ? t(`breath_${breath.phase}`, { seconds }) : done ? t("breath_done") : ""}</p>
      <p class="small second">{breath ? t("breath_round", { round: breath.round, rounds }) : t("breath_alone")}</p>
      {breath ? <Button look="quiet" onClick={() => setBreath(null)}>{t("breath_stop")}</Button> : <Button look="quiet" onClick={begin}>{t(done ? "breath_again" : "breath_begin")}</Button>}
    </section>
  );
}
