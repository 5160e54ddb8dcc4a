import { signal } from "@preact/signals";
import { useEffect, useState } from "preact/hooks";
import { words } from "../i18n";
import type en from "../i18n/en/common";
import { Actions, Button } from "../ui/Button";
import { Dialog } from "../ui/Dialog";
import { refreshTokens } from "./cognito";
import { lapseSession, session, sessionPool } from "./session";

const t = words<typeof en>("common");
const minute = 60_000;
const allowed = { clients: 30 * minute, staff: 15 * minute };
const warning = 2 * minute;

/** True while a session room is open: somebody listening does not touch the keyboard. */
export const inRoom = signal(false);

/** Why the sign-in page is shown: after a time-out it says that nothing typed is lost. */
export const timedOut = signal(false);

/** Ends a session nobody uses: asks two minutes before, keeps what was typed in memory. */
export function IdleDialog() {
  const [left, setLeft] = useState<number | null>(null);
  const open = session.value !== null;
  useEffect(() => {
    if (!open) return;
    let touched = Date.now();
    let asking = false;
    const touch = () => void (asking || (touched = Date.now()));
    const look = () => {
      if (inRoom.peek()) touched = Date.now();
      const remains = touched + allowed[sessionPool()] - Date.now();
      asking = remains <= warning;
      setLeft(asking ? remains : null);
      if (remains > 0) return;
      timedOut.value = true;
      lapseSession();
    };
    const stay = () => ((touched = Date.now()), look());
    const events = ["keydown", "pointerdown", "scroll"] as const;
    events.forEach((name) => addEventListener(name, touch, { passive: true }));
    addEventListener("stay-signed-in", stay);
    const timer = setInterval(look, 5000);
    return () => {
      clearInterval(timer);
      events.forEach((name) => removeEventListener(name, touch));
      removeEventListener("stay-signed-in", stay);
      setLeft(null);
    };
  }, [open]);
  if (left === null) return null;
  const stay = () => {
    dispatchEvent(new Event("stay-signed-in"));
    void refreshTokens().catch(() => undefined);
  };
  return (
    <Dialog title={t("idle_title")} onClose={stay}>
      <p>{t("idle_text")}</p>
      <Actions>
        <Button onClick={stay}>{t("idle_stay")}</Button>
        <Button look="text" onClick={lapseSession}>{t("sign_out")}</Button>
      </Actions>
    </Dialog>
  );
}
