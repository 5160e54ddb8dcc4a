import { useEffect, useState } from "preact/hooks";
import { type Answer, post } from "../../shared/api/client";
import type { Offer } from "./week";

export type Effect = Answer<"/api/availability/preview", "post">;

const pause = 350;

/** What an offer would do, asked for once typing pauses; null while that is not known, or for an offer that cannot be. */
export function useEffectOf(offer: Offer | null, from: string, to: string): Effect | null {
  const [effect, setEffect] = useState<Effect | null>(null);
  const asked = JSON.stringify(offer);
  useEffect(() => {
    let current = true;
    setEffect(null);
    if (!offer) return;
    const waiting = setTimeout(() => {
      post("/api/availability/preview", { offer, from, to }).then((found) => current && setEffect(found), () => undefined);
    }, pause);
    return () => ((current = false), clearTimeout(waiting));
  }, [asked, from, to]);
  return effect;
}
