import { useRef } from "preact/hooks";
import { type Answer, post } from "../../shared/api/client";
import { once } from "../../shared/api/once";

type Wish = Parameters<typeof post<"/api/moods">>[1];

/** Keeps a new mood. A retry is the same mood; the same answers on another visit are a new one. */
export function useNewMood(): (wish: Wish) => Promise<Answer<"/api/moods", "post">> {
  const visit = useRef(crypto.randomUUID());
  return (wish) => once(`mood-${visit.current}`, wish, (mood, idempotencyKey) => post("/api/moods", mood, { idempotencyKey }));
}
