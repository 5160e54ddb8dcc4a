import type { Answer } from "../api/client";

export type Library = Answer<"/api/library", "get">;
export type Entry = Library["items"][number];

export interface Wish {
  words: string;
  topic: string;
  method: string;
}

/** Lower case and without accents, so that "depresion" finds "Depresión". */
function plain(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

/** The entries that have every word of the search in their title or summary, and the subject and method chosen. */
export function find(entries: Entry[], wish: Wish): Entry[] {
  const asked = plain(wish.words).split(/\s+/).filter(Boolean);
  return entries.filter((entry) => {
    const text = plain(`${entry.title} ${entry.summary}`);
    return (
      asked.every((word) => text.includes(word)) &&
      (!wish.topic || (entry.topics as string[]).includes(wish.topic)) &&
      (!wish.method || (entry.methods as string[]).includes(wish.method))
    );
  });
}
