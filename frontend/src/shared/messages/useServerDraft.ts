/** What is being written in a thread: kept sealed by the practice's server, so it waits on every device; in memory while that is not possible. */
import { useEffect, useRef, useState } from "preact/hooks";
import { get, put } from "../api/client";
import { useDraft } from "../session/drafts";
import { outgoing } from "./outgoing";

const pause = 2_000;

/** Under what the words to this thread wait in memory: another page may begin them. */
export function draftKey(thread_id: string): string {
  return `message-${thread_id}`;
}

export interface ServerDraft {
  text: string;
  write: (text: string) => void;
  /** Whether the server holds just this text. */
  saved: boolean;
  /** Saving fails just now; it is tried again with the next word or when the connection is back. */
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

  const save = () => {
    clearTimeout(timer.current);
    timer.current = undefined;
    const kept = latest.current;
    saving.current = saving.current.then(() =>
      put("/api/threads/{thread_id}/draft", { text: kept }, { path: { thread_id } }).then(
        () => setState(latest.current === kept && kept.trim() ? "saved" : ""),
        () => setState("failing"),
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
    // What was typed before the answer came is newer than the answer; what is on its way is in the thread.
    if (!latest.current && !outgoing(thread_id).length) {
      get("/api/threads/{thread_id}/draft", { path: { thread_id } }).then((kept) => {
        if (latest.current || !kept.text) return;
        latest.current = kept.text;
        setText(kept.text);
        setState("saved");
      }, () => undefined);
    }
    const hurry = () => timer.current !== undefined && save();
    addEventListener("online", save);
    document.addEventListener("visibilitychange", hurry);
    return () => {
      hurry();
      removeEventListener("online", save);
      document.removeEventListener("visibilitychange", hurry);
    };
  }, [thread_id]);

  const settle = async () => {
    clearTimeout(timer.current);
    timer.current = undefined;
    latest.current = "";
    setText("");
    forget();
    setState("");
    await saving.current;
  };
  return { text, write, saved: state === "saved", failing: state === "failing", settle };
}
