/**
 * Unsaved words survive a time-out and a change of page, in memory only: never on the device, gone with the tab, sign-out and Leave. The
 * browser asks before it closes on words that are nowhere else.
 */
import { useState } from "preact/hooks";
import { onForget } from "./session";

const drafts = new Map<string, unknown>();
const nowhereElse = new Set<string>();
const drop = (key: string) => void (drafts.delete(key), nowhereElse.delete(key));
onForget(() => [...drafts.keys()].forEach(drop));
addEventListener("beforeunload", (event) => nowhereElse.size && event.preventDefault());

/** Begin a draft for the page that opens next; words that are there already stay. */
export function beginDraft(key: string, words: string): void {
  if (!drafts.get(key)) drafts.set(key, words);
}

/**
 * Like useState, kept under `key` until `forget` is called (after saving) or the session ends: `const [text, setText, forget] =
 * useDraft("message", "")`. first: what there is without a draft. autosaved: the server gets it as it is typed, so closing loses nothing.
 */
export function useDraft<T>(key: string, first: T, { autosaved = false } = {}): [T, (value: T) => void, () => void] {
  const [value, setValue] = useState<T>(() => (drafts.has(key) ? (drafts.get(key) as T) : first));
  const set = (next: T) => {
    drafts.set(key, next);
    if (autosaved || JSON.stringify(next) === JSON.stringify(first)) nowhereElse.delete(key);
    else nowhereElse.add(key);
    setValue(next);
  };
  return [value, set, () => drop(key)];
}
