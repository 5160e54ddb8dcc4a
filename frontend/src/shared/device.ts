/** Choices of this device, nothing about a person. Storage can be refused; a choice then lasts for the page. */
export type DeviceChoice = "language" | "theme" | "tab-name" | "leave-by-shift" | "call-keys";

export function keptOnDevice(name: DeviceChoice): string | null {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}

export function keepOnDevice(name: DeviceChoice, value: string): void {
  try {
    localStorage.setItem(name, value);
  } catch {
    // As above.
  }
}
