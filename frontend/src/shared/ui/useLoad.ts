import { useCallback, useEffect, useState } from "preact/hooks";

export interface Loaded<T> {
  data?: T;
  error?: unknown;
  /** Load once more; what is shown stays until the answer is here. */
  again: () => void;
  /** Put a newer answer in place without a request. */
  set: (data: T) => void;
}

/** Load what a page shows: `const { data, error, again } = useLoad(() => get("/api/moods"), [])`. */
export function useLoad<T>(load: () => Promise<T>, inputs: unknown[]): Loaded<T> {
  const [state, setState] = useState<{ data?: T; error?: unknown }>({});
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    let current = true;
    load().then(
      (data) => current && setState({ data }),
      (error: unknown) => current && setState((before) => ({ data: before.data, error })),
    );
    return () => void (current = false);
  }, [...inputs, attempt]);
  const again = useCallback(() => (setState((before) => ({ data: before.data })), setAttempt((count) => count + 1)), []);
  const set = useCallback((data: T) => setState({ data }), []);
  return { ...state, again, set };
}

const fiveMinutes = 5 * 60_000;

/** Load once more when somebody comes back to the page, and every five minutes while they look at it: `useFresh(again)`. */
export function useFresh(again: () => void): void {
  useEffect(() => {
    const look = () => {
      if (document.visibilityState === "visible") again();
    };
    const timer = setInterval(look, fiveMinutes);
    document.addEventListener("visibilitychange", look);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", look);
    };
  }, [again]);
}

export interface Saving<A extends unknown[]> {
  run: (...args: A) => Promise<void>;
  busy: boolean;
  error: unknown;
}

/** Run a save once at a time: `const save = useSave(async () => { await post(...); })`, then `<Button busy={save.busy && t("saving")} onClick={() => save.run()}>`. */
export function useSave<A extends unknown[]>(work: (...args: A) => Promise<unknown>): Saving<A> {
  const [state, setState] = useState<{ busy: boolean; error: unknown }>({ busy: false, error: undefined });
  const run = async (...args: A) => {
    if (state.busy) return;
    setState({ busy: true, error: undefined });
    try {
      await work(...args);
      setState({ busy: false, error: undefined });
    } catch (error) {
      setState({ busy: false, error });
    }
  };
  return { run, ...state };
}
