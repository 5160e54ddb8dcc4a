/** Who may see what one writes, since when, and when they last looked. */
import { type Answer, get } from "../../shared/api/client";
import { language } from "../../shared/i18n";
import { loadMe, me } from "../../shared/session/me";
import { loadThreads, therapistsOf } from "../scheduling/therapist";

export type Sharing = Answer<"/api/sharing", "get">;
export type Look = Answer<"/api/sharing/looks", "get">["items"][number];
export const kinds = ["moods", "journal", "worksheets"] as const;
export type Kind = (typeof kinds)[number];

export interface SharingFacts {
  state: Sharing;
  looks: Look[];
  /** Who would see it, by id; empty while nobody treats the client. */
  therapists: { id: string; name: string }[];
}

export async function loadSharing(): Promise<SharingFacts> {
  if (!me.peek()) await loadMe();
  const [state, looks, threads] = await Promise.all([get("/api/sharing"), get("/api/sharing/looks"), loadThreads()]);
  return { state, looks: looks.items, therapists: therapistsOf(threads).map(({ provider_id, party }) => ({ id: provider_id!, name: party.name })) };
}

/** "Pat Rivera", "Pat Rivera and Quinn Hale"; undefined while nobody treats the client. */
export function namesOf({ therapists }: Pick<SharingFacts, "therapists">): string | undefined {
  if (!therapists.length) return undefined;
  return new Intl.ListFormat(language.value, { type: "conjunction" }).format(therapists.map(({ name }) => name));
}

/** When the client's present therapists last opened anything of a kind; undefined where they have not within the year. */
export function lastLook({ looks, therapists }: Pick<SharingFacts, "looks" | "therapists">, kind: Kind): string | undefined {
  const theirs = looks.filter((look) => look.kind === kind && therapists.some(({ id }) => id === look.provider_id));
  return theirs.map(({ at }) => at).sort().at(-1);
}

/** One entry and what was said of it. shared: null for what its kind says. */
export interface Shareable {
  shared: boolean | null;
  shared_at: string | null;
  at: string;
}

/** May the therapist open this entry now? */
export function isOpen(entry: Pick<Shareable, "shared">, state: Sharing, kind: Kind): boolean {
  return entry.shared ?? state[kind];
}

/**
 * What an entry that is closed again may have been seen as: "read" (they looked while it was open, last at that moment), "before" (they have
 * looked since, so an earlier look is possible but not known), "no" (they have not looked since it was written, or it was never open).
 */
export function mayHaveRead(entry: Shareable, state: Sharing, kind: Kind, looked: string | undefined): "read" | "before" | "no" {
  const closed = closedAt(entry, state, kind);
  if (closed === null || !looked || Date.parse(looked) < Date.parse(entry.at)) return "no";
  return Date.parse(looked) <= closed ? "read" : "before";
}

/** When an entry that was open was closed, by its own switch or by that of its kind; null for one that never was, as far as is known. */
export function closedAt(entry: Shareable, state: Sharing, kind: Kind): number | null {
  const said = entry.shared === null ? state.turned_at?.[kind] : entry.shared_at;
  const closed = isOpen(entry, state, kind) || !said ? null : Date.parse(said);
  return closed !== null && closed > Date.parse(entry.at) ? closed : null;
}
