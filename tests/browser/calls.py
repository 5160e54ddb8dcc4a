"""What two browsers in a session have received from each other, read from their connections."""

from __future__ import annotations

import re

from playwright.sync_api import Page

# What a page says of itself proves nothing: the connections are kept as they are made, and asked.
KEEP_CONNECTIONS = """
window.connections = [];
window.RTCPeerConnection = new Proxy(window.RTCPeerConnection, {
  construct(Real, given) { const made = new Real(...given); window.connections.push(made); return made; },
});
"""
_COUNT = """async () => {
  const found = { frames: 0, sound: 0 };
  for (const connection of window.connections.filter((one) => one.connectionState === "connected"))
    for (const report of (await connection.getStats()).values())
      if (report.type === "inbound-rtp") report.kind === "video" ? (found.frames += report.framesDecoded) : (found.sound += report.bytesReceived);
  return found;
}"""
TALKING = "main[data-stage=talking]"
# On a busy machine the line may rightly be called good for sound only.
CHECKED = re.compile("Good for (video|sound)")
PATIENT = 40_000


def received(page: Page) -> dict[str, int]:
    """Frames decoded and bytes of sound received over what is connected now."""
    return page.evaluate(_COUNT)


def grows(page: Page) -> bool:
    """Whether more picture and more sound arrive within ten seconds."""
    before = received(page)
    for _ in range(10):
        page.wait_for_timeout(1000)
        after = received(page)
        if after["frames"] > before["frames"] + 5 and after["sound"] > before["sound"] + 500:
            return True
    return False


def get_ready(page: Page, state: str = "NY") -> None:
    """Try camera, sound and line, say where one is, and go to the waiting room."""
    page.get_by_role("button", name="Try camera and sound").click()
    page.get_by_text("We hear you.").wait_for(timeout=PATIENT)
    page.get_by_text(CHECKED).wait_for(timeout=PATIENT)
    page.get_by_role("button", name="Ring the bell").click()
    page.get_by_role("button", name="Yes").click()
    page.get_by_label("The state you are in right now").select_option(state)
    page.get_by_label("I am alone, or everyone here agreed").check()
    page.get_by_role("button", name="Go to the waiting room").click()
