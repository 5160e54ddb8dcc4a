const kept = /^(BEGIN|END|VERSION|PRODID|UID|DTSTAMP|DTSTART|DTEND|DURATION|RRULE|RDATE|EXDATE|RECURRENCE-ID|TRANSP|STATUS|TZID|TZOFFSETFROM|TZOFFSETTO)[:;]/i;

/** The lines of an iCalendar file that say when, without titles, places and guests: those never leave the device. */
export function timesOnly(text: string): string {
  const lines = text.replace(/\r\n?/g, "\n").replace(/\n[ \t]/g, "").split("\n");
  return lines.filter((line) => kept.test(line)).join("\r\n") + "\r\n";
}
