/** Who treats the signed-in client: the other side of their open thread with a therapist. */
import { type Answer, get } from "../../shared/api/client";
import { me } from "../../shared/session/me";

export type Thread = Answer<"/api/threads", "get">["items"][number];

export async function loadThreads(): Promise<Thread[]> {
  return (await get("/api/threads", { query: { zone: me.peek()?.zone } })).items;
}

export function therapistsOf(threads: readonly Thread[]): Thread[] {
  return threads.filter((thread) => thread.kind === "care" && thread.status === "active" && thread.provider_id);
}

/** The name of the therapist of an appointment, where a thread tells it. */
export function nameOf(threads: readonly Thread[], providerId: string): string | undefined {
  return threads.find((thread) => thread.provider_id === providerId)?.party.name;
}
