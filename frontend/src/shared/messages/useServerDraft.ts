/** What is being written in a thread: kept sealed by the practice's server, so it waits on every device; in memory while that is not possible. */
import { useEffect, useRef, useState } from "preact/hooks";
import { get, put } from "../api/client";
import { useDraft } from "../session/drafts";
import { outgoing } from "./outgoing";

const pause = 2_000;
const pauseAfterFailure = 5_000;

/** Under what the words to this thread wait in memory: another page may begin them. */
export function draftKey(thread_id: string): string {
  return `message-${thread_id}`;
}

const open = new Map<string, () => void>();

/** A message of one's own has arrived, which ends the draft on the server: what is begun since is saved anew. */
export function draftEnded(thread_id: string): void {
  open.get(thread_id)?.();
}

export interface ServerDraft {
  text: string;
  write: (text: string) => void;
  /** Whether the server holds just this text. */
  saved: boolean;
  /** Saving fails just now; it is tried again every few seconds, and when the connection is back. */
  failing: boolean;
  /** Forget it here; sending ends it on the server. Waits for a save under way, which would bring it back. */
  settle: () => Promise<void>;
}

export function useServerDraft(thread_id: string): ServerDraft {
  const [text, setText, forget] = useDraft(draftKey(thread_id), "", { autosaved: true });
  const [state, setState] = useState<"" | "saved" | "failing">("");
  const timer = useRef<ReturnType<typeof setTimeout>>();
  const saving = useRef<Promise<unknown>>(Promise.resolve());
  const latest = useRef(text);
  // What the server has, as far as this page knows.
  const held = useRef("");
  const ended = useRef(false);
  const unsaved = () => latest.current !== held.current;

  const save = () => {
    clearTimeout(timer.current);
    timer.current = undefined;
    const kept = latest.current;
    saving.current = saving.current.then(() =>
      put("/api/threads/{thread_id}/draft", { text: kept }, { path: { thread_id } }).then(
        () => {
          held.current = kept;
          setState(latest.current === kept && kept.trim() ? "saved" : "");
        },
        () => {
          setState("failing");
          if (!ended.current && unsaved()) timer.current ??= setTimeout(save, pauseAfterFailure);
        },
      ),
    );
  };
  const write = (next: string) => {
    latest.current = next;
    setText(next);
    setState((before) => (before === "failing" ? before : ""));
    clearTimeout(timer.current);
    timer.current = setTimeout(save, pause);
  };
  useEffect(() => {
    ended.current = false;
    if (unsaved()) save();
    // What was typed before the answer came is newer than the answer; what is on its way is in the thread.
    if (!latest.current && !outgoing(thread_id).length) {
      get("/api/threads/{thread_id}/draft", { path: { thread_id } }).then((kept) => {
        if (latest.current || !kept.text) return;
        held.current = kept.text;
        latest.current = kept.text;
        setText(kept.text);
        setState("saved");
      }, () => undefined);
    }
    const hurry = () => timer.current !== undefined && save();
    // Nothing typed here must not end what was begun on another device.
    const mend = () => unsaved() && save();
    const warn = (event: BeforeUnloadEvent) => latest.current && unsaved() && event.preventDefault();
    open.set(thread_id, () => ((held.current = ""), mend()));
    addEventListener("online", mend);
    addEventListener("beforeunload", warn);
    document.addEventListener("visibilitychange", hurry);
    return () => {
      hurry();
      ended.current = true;
      open.delete(thread_id);
      removeEventListener("online", mend);
      removeEventListener("beforeunload", warn);
      document.removeEventListener("visibilitychange", hurry);
    };
  }, [thread_id]);

  const settle = async () => {
    clearTimeout(timer.current);
    timer.current = undefined;
    latest.current = held.current = "";
    setText("");
    forget();
    setState("");
    await saving.current;
  };
  return { text, write, saved: state === "saved", failing: state === "failing", settle };
}
