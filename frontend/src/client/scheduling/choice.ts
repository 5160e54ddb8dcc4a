/** The time somebody is about to book, carried from the list to Check and book in memory; gone with the tab. */
import { signal } from "@preact/signals";
import { onForget } from "../../shared/session/session";
import type { Appointment } from "./appointments";
import type { Format, Slot } from "./slots";

/** What is booked: a session of this length, of one type where it matters. */
export interface Kind {
  type?: Appointment["type"];
  minutes: number;
}

export interface Choice {
  slot: Slot;
  therapist: string;
  format: Format | "";
  type?: Kind["type"];
}

/** A time somebody else was faster to take, and the open ones nearest to it. */
export interface Taken {
  slot: Slot;
  nearest: Slot[];
}

export const choice = signal<Choice | null>(null);
export const taken = signal<Taken | null>(null);
onForget(() => {
  choice.value = null;
  taken.value = null;
});
