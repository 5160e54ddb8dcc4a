/** The practice's safety reviews: their kinds and times, never an answer. */
import type { Answer } from "../../shared/api/client";
import { get } from "../../shared/api/client";
import { now } from "../../shared/api/now";

export type Review = Answer<"/api/safety/reviews", "get">["items"][number];

export interface Reviews {
  items: Review[];
  /** Names of those who hold one, by id. */
  holders: Record<string, string>;
}

export async function loadReviews(): Promise<Reviews> {
  const { items } = await get("/api/safety/reviews");
  const ids = [...new Set(items.flatMap((review) => (review.claimed_by ? [review.claimed_by] : [])))];
  const names = await Promise.all(ids.map((provider_id) => get("/api/providers/{provider_id}", { path: { provider_id } }).then(({ name }) => [provider_id, name], () => [provider_id, ""])));
  return { items: byUrgency(items), holders: Object.fromEntries(names) };
}

/** Those nobody holds before the others, each by its due time. */
export function byUrgency(reviews: readonly Review[]): Review[] {
  return [...reviews].sort((one, other) => Number(one.claimed_by !== null) - Number(other.claimed_by !== null) || Date.parse(one.due_by) - Date.parse(other.due_by));
}

export function isLate(review: Review): boolean {
  return Date.parse(review.due_by) <= now();
}

/** How long it has waited by now, in the largest whole unit below which it still says something. */
export function waited(review: Pick<Review, "raised_at">): { unit: "waits_minutes" | "waits_hours" | "waits_days"; count: number } {
  const minutes = Math.max(0, Math.floor((now() - Date.parse(review.raised_at)) / 60_000));
  if (minutes < 60) return { unit: "waits_minutes", count: minutes };
  return minutes < 48 * 60 ? { unit: "waits_hours", count: Math.floor(minutes / 60) } : { unit: "waits_days", count: Math.floor(minutes / (24 * 60)) };
}

/** The end of the id: enough to speak of one review on the phone. */
export function shortId(review: Pick<Review, "review_id">): string {
  return review.review_id.slice(-6);
}
