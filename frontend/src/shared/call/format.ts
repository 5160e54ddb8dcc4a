/** What a session's format asks of a device. */
export type Format = "video" | "audio" | "text" | "in_person";

export const hasPicture = (format: Format): boolean => format === "video";

export const hasSound = (format: Format): boolean => format === "video" || format === "audio";
