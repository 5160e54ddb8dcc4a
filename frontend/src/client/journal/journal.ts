/** Journal entries: opening all of them, finding words in them, prompts, the copy on this device. */
import { type Answer, get } from "../../shared/api/client";
import { now } from "../../shared/api/now";
import { onForget } from "../../shared/session/session";

export type Entry = Answer<"/api/journal", "get">["items"][number];

export interface Entries {
  items: Entry[];
  /** Where the following page begins; null once everything is here. */
  next: string | null;
}

const pageSize = 50;
const wholePage = 100;

export async function loadEntries(): Promise<Entries> {
  const { items, next } = await get("/api/journal", { query: { limit: pageSize } });
  return { items, next: next ?? null };
}

/** The next page after what is here; with `all`, every one that is left. */
export async function loadMore(entries: Entries, all: boolean): Promise<Entries> {
  let { items, next } = entries;
  do {
    if (!next) break;
    const page = await get("/api/journal", { query: { limit: all ? wholePage : pageSize, cursor: next } });
    items = [...items, ...page.items];
    next = page.next ?? null;
  } while (all);
  return { items, next };
}

/** Without case and accents, so that "como" finds "Cómo". */
function plain(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

/** Entries with all the words, in any order. */
export function findIn(items: readonly Entry[], wish: string): Entry[] {
  const wanted = plain(wish).split(/\s+/).filter(Boolean);
  return items.filter((entry) => {
    const text = plain(`${entry.prompt ?? ""} ${entry.text}`);
    return wanted.every((word) => text.includes(word));
  });
}

/** The first words of an entry, for a list. */
export function beginning(text: string, most = 140): string {
  const line = text.trim().replace(/\s+/g, " ");
  if (line.length <= most) return line;
  const cut = line.slice(0, most);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(" "), most / 2))}…`;
}

/** Prompts are numbered in the catalogue, so that both languages have the same. */
export const promptCount = 8;

export interface Written {
  text: string;
  prompt: string | null;
}

interface KeptHere extends Written {
  /** Whose it is: never shown to somebody else who signs in on this device. */
  person: string;
  /** ms since 1970 by the server's clock. */
  at: number;
}

const store = "journal-kept-here";
onForget(dropHere);

/** What this device keeps of what the person is writing; null where nothing is, or where it is somebody else's. */
export function keptHere(person: string): KeptHere | null {
  try {
    const kept = JSON.parse(localStorage.getItem(store) ?? "null") as KeptHere | null;
    return kept?.person === person ? kept : null;
  } catch {
    return null;
  }
}

/** Keep it on this device too, by the person's choice. False where the device refuses. */
export function keepHere(person: string, written: Written): boolean {
  try {
    localStorage.setItem(store, JSON.stringify({ person, ...written, at: now() } satisfies KeptHere));
    return true;
  } catch {
    return false;
  }
}

export function dropHere(): void {
  try {
    localStorage.removeItem(store);
  } catch {
    // Storage that is refused holds nothing.
  }
}

/** What to go on with: what this page still has, else the newer of the copy here and the draft on the server. */
export function goOnWith(inMemory: Written | null, here: KeptHere | null, draft: Written & { saved_at: string | null }): Written {
  if (inMemory && inMemory.text) return inMemory;
  if (here && here.text && here.at > (draft.saved_at ? Date.parse(draft.saved_at) : 0)) return { text: here.text, prompt: here.prompt };
  return { text: draft.text, prompt: draft.prompt };
}
