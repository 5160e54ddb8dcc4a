/** Unsaved words survive a time-out and a change of page, in memory only: never on the device, gone with the tab, sign-out and Leave. */
import { useState } from "preact/hooks";
import { onForget } from "./session";

const drafts = new Map<string, unknown>();
onForget(() => drafts.clear());

/** Begin a draft for the page that opens next; words that are there already stay. */
export function beginDraft(key: string, words: string): void {
  if (!drafts.get(key)) drafts.set(key, words);
}

/** Like useState, kept under `key` until `forget` is called (after saving) or the session ends: `const [text, setText, forget] = useDraft("message", "")`. */
export function useDraft<T>(key: string, first: T): [T, (value: T) => void, () => void] {
  const [value, setValue] = useState<T>(() => (drafts.has(key) ? (drafts.get(key) as T) : first));
  const set = (next: T) => {
    drafts.set(key, next);
    setValue(next);
  };
  return [value, set, () => void drafts.delete(key)];
}
