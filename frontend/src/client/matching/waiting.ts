/** The client's place on the waiting list. */
import { type Answer, get, post } from "../../shared/api/client";
import { ApiError } from "../../shared/api/errors";

export type Place = NonNullable<Answer<"/api/waitlist", "get">["place"]>;

export async function loadPlace(): Promise<Place | null> {
  return (await get("/api/waitlist")).place;
}

/** Wait for anybody who fits, or for this therapist; somebody who fits by now is no error but better news. */
export async function joinList(provider_id: string | null): Promise<Place | "open_now"> {
  try {
    return await post("/api/waitlist", { provider_id });
  } catch (error) {
    if (error instanceof ApiError && (error.code === "somebody_fits" || error.code === "takes_clients_now")) return "open_now";
    throw error;
  }
}

/** Whom the client was told of and who still has a place for them, the latest first. */
export function openNow(place: Place | null): Place["opened"] {
  return place?.opened.filter(({ open }) => open) ?? [];
}
