/** What comes in without a reload: every five seconds while the page is seen, every minute while it is hidden. */
import { useEffect, useRef } from "preact/hooks";

const seenEvery = 5_000;
const hiddenEvery = 60_000;

/** Look again and again, one look at a time, at once when the page is seen again. A look that fails is made again at its next time. */
export function usePolling(look: () => Promise<unknown>): void {
  const latest = useRef(look);
  latest.current = look;
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let looking = false;
    let ended = false;
    const wait = () => {
      clearTimeout(timer);
      if (!ended) timer = setTimeout(go, document.visibilityState === "visible" ? seenEvery : hiddenEvery);
    };
    const go = async () => {
      if (looking) return;
      looking = true;
      await latest.current().catch(() => undefined);
      looking = false;
      wait();
    };
    const seen = () => (document.visibilityState === "visible" ? void go() : wait());
    document.addEventListener("visibilitychange", seen);
    wait();
    return () => {
      ended = true;
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", seen);
    };
  }, []);
}
