/** Trying again what may have arrived: the same words cannot be kept twice, and other words are not refused for the sake of the first. */
import { onForget } from "../session/session";

// By place, then by content: the key under which just this was tried. In memory only, as drafts are.
const tried = new Map<string, Map<string, string>>();
onForget(() => tried.clear());

/**
 * Send what makes something new. Until a try succeeds each content keeps the key it was tried under first, across pages too; a changed
 * content has a key of its own. place: what is composed, as "journal-new".
 */
export async function once<B, A>(place: string, body: B, send: (body: B, idempotencyKey: string) => Promise<A>): Promise<A> {
  const keys = tried.get(place) ?? new Map<string, string>();
  tried.set(place, keys);
  const content = JSON.stringify(body);
  const key = keys.get(content) ?? crypto.randomUUID();
  keys.set(content, key);
  const answer = await send(body, key);
  tried.delete(place);
  return answer;
}
