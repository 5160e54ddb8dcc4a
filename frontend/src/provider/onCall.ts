/** Who is on call now, for the help bar and the safety pages: asked for when a session begins and every five minutes. */
import { effect, signal } from "@preact/signals";
import { type Answer, get } from "../shared/api/client";
import { me } from "../shared/session/me";
import { session } from "../shared/session/session";

type OnCall = Answer<"/api/on-call", "get">;

const fiveMinutes = 5 * 60_000;

export const onCall = signal<OnCall | null>(null);

/** Keep `onCall` fresh while somebody is signed in. A failure leaves what was known: the practice's phone is on the safety page anyway. */
export function followOnCall(): void {
  effect(() => {
    const zone = me.value?.zone;
    if (!session.value || !zone) return void (onCall.value = null);
    const ask = () => get("/api/on-call", { query: { zone } }).then((answer) => (onCall.value = answer), () => undefined);
    void ask();
    const timer = setInterval(ask, fiveMinutes);
    return () => clearInterval(timer);
  });
}

/** Whether the reader is on call now. */
export function amOnCall(): boolean {
  return onCall.value?.items.some((one) => one.provider_id === me.value?.id) ?? false;
}
