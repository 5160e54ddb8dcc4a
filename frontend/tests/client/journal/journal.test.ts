// @vitest-environment jsdom
import { afterEach, expect, test } from "vitest";
import { beginning, dropHere, type Entry, findIn, goOnWith, keepHere, keptHere } from "../../../src/client/journal/journal";
import { isOpen, lastLook, mayHaveRead, type Sharing } from "../../../src/client/sharing/sharing";

afterEach(dropHere);
const entry = (text: string, prompt: string | null = null) => ({ text, prompt }) as Entry;

test("a search finds entries with all words, whatever their case and accents", () => {
  const items = [entry("Cómo fue el día"), entry("El DÍA de Sam"), entry("nothing", "¿Cómo está?")];
  expect(findIn(items, "dia como")).toEqual([items[0]]);
  expect(findIn(items, "COMO")).toEqual([items[0], items[2]]);
  expect(findIn(items, "absent")).toEqual([]);
});

test("a list shows whole words only", () => {
  expect(beginning("one two three", 9)).toBe("one two…");
  expect(beginning(" one\n two ", 9)).toBe("one two");
});

test("the newest of page, device and server is gone on with", () => {
  const here = { person: "p", text: "here", prompt: null, at: Date.parse("2026-12-01T10:00:00Z") };
  const draft = (saved_at: string | null) => ({ text: "server", prompt: null, saved_at });
  expect(goOnWith({ text: "page", prompt: null }, here, draft(null)).text).toBe("page");
  expect(goOnWith(null, here, draft("2026-12-01T09:00:00Z")).text).toBe("here");
  expect(goOnWith(null, here, draft("2026-12-01T11:00:00Z")).text).toBe("server");
});

test("what one person keeps on a device is never shown to another", () => {
  keepHere("ana", { text: "mine", prompt: null });
  expect(keptHere("ana")?.text).toBe("mine");
  expect(keptHere("ben")).toBeNull();
});

const state = { moods: false, journal: true, worksheets: false } as Sharing;
const at = "2026-12-01T10:00:00Z";
const later = (hour: number) => `2026-12-02T${String(hour).padStart(2, "0")}:00:00Z`;

test("what was said of one entry counts before its kind", () => {
  expect([null, false, true].map((shared) => isOpen({ shared }, state, "journal"))).toEqual([true, false, true]);
});

const off = { moods: false, journal: false, worksheets: false } as Sharing;

test("an entry taken back may have been read only by a look while it was open", () => {
  const closed = { shared: false, shared_at: later(12), at };
  expect(mayHaveRead(closed, off, "journal", later(11))).toBe("read");
  expect(mayHaveRead(closed, off, "journal", later(13))).toBe("before");
  expect(mayHaveRead(closed, off, "journal", "2026-11-01T00:00:00Z")).toBe("no");
  expect(mayHaveRead(closed, off, "journal", undefined)).toBe("no");
  expect(mayHaveRead({ shared: false, shared_at: at, at }, off, "journal", later(11))).toBe("no");
});

test("an entry that was open by the switch of its kind may have been read before the switch was turned off", () => {
  const unsaid = { shared: null, shared_at: null, at };
  const turned = { ...off, turned_at: { journal: later(12) } };
  expect(mayHaveRead(unsaid, turned, "journal", later(11))).toBe("read");
  expect(mayHaveRead(unsaid, turned, "journal", later(13))).toBe("before");
  expect(mayHaveRead(unsaid, { ...turned, journal: true }, "journal", later(11))).toBe("no");
  expect(mayHaveRead({ ...unsaid, at: later(13) }, turned, "journal", later(14))).toBe("no");
  expect(mayHaveRead(unsaid, off, "journal", later(11))).toBe("no");
});

test("looks of somebody who is no therapist of theirs any more are not told as their therapist's", () => {
  const looks = [{ kind: "journal", provider_id: "gone", at: later(9) }, { kind: "journal", provider_id: "pat", at: later(8) }] as const;
  expect(lastLook({ looks: [...looks], therapists: [{ id: "pat", name: "Pat" }] }, "journal")).toBe(later(8));
});
