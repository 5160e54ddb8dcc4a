import type { RefObject } from "preact";
import { useEffect, useRef } from "preact/hooks";

/**
 * Where the focus goes when rows come and go: into the first field of a new one, which stands before the button that added it, and from
 * a row that is gone to that button. The place holds the rows (`li` or `fieldset`) and, as its last child, the button.
 */
export function useRowFocus(count: number): RefObject<HTMLDivElement> {
  const place = useRef<HTMLDivElement>(null);
  const before = useRef(count);
  useEffect(() => {
    const more = count - before.current;
    before.current = count;
    const at = document.activeElement;
    // Of somebody whose button is gone the focus is on something around the rows; who is elsewhere stays there.
    if (!more || !at || !place.current || !(at.contains(place.current) || place.current.contains(at))) return;
    const next = more > 0 ? ":is(li, fieldset):last-of-type :is(input, select)" : ":scope > button:last-child";
    place.current.querySelector<HTMLElement>(next)?.focus();
  }, [count]);
  return place;
}
