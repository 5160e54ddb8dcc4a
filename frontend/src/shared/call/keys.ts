/** Single keys of a call: M, V and C. They can be switched off, and do nothing while somebody types or has a dialog open. */
import { signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { keepOnDevice, keptOnDevice } from "../device";

export type Key = "m" | "v" | "c";
export type KeyActions = Partial<Record<Key, () => void>>;

export const keysOn = signal(keptOnDevice("call-keys") !== "off");

export function chooseKeys(on: boolean): void {
  keysOn.value = on;
  keepOnDevice("call-keys", on ? "on" : "off");
}

const typing = "input, textarea, select, [contenteditable]";

/** Which of a call's keys this is; null for all else, for a key with another held, and for one typed into something. */
export function keyOf(event: KeyboardEvent): Key | null {
  if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || event.repeat || event.isComposing || event.defaultPrevented) return null;
  const place = event.target;
  if (place instanceof Element && place.closest(typing)) return null;
  const key = event.key.toLowerCase();
  return key === "m" || key === "v" || key === "c" ? key : null;
}

/** Do what the keys of a call say for as long as it is shown. */
export function useKeys(actions: KeyActions): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const key = keysOn.peek() && !document.querySelector("dialog[open]") ? keyOf(event) : null;
      if (key === null || !actions[key]) return;
      event.preventDefault();
      actions[key]();
    };
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  });
}
