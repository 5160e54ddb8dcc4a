import { useEffect } from "preact/hooks";
import { inRoom } from "../session/IdleDialog";

/** Make the whole page dark while a session room is open, help bar included, and keep the session from timing out. */
export function useRoom(): void {
  useEffect(() => {
    const root = document.documentElement;
    const before = root.dataset.theme;
    root.dataset.theme = "dark";
    inRoom.value = true;
    return () => {
      if (before === undefined) delete root.dataset.theme;
      else root.dataset.theme = before;
      inRoom.value = false;
    };
  }, []);
}
