"""How long from the therapist's click until both see each other, against a page that does nothing but use the official SDK."""

from __future__ import annotations

import json
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.calls import PATIENT, TALKING, Session, book
from tests.journeys.product import ROOT

SDK = ROOT / "frontend" / "node_modules" / "amazon-kinesis-video-streams-webrtc" / "dist" / "kvs-webrtc.min.js"
ROUNDS = 4
# Two seconds after a camera is opened again the made-up ones of a browser give no pictures to any page for up to a second.
SETTLES = 3000
SLOWER = 1.5

# As the SDK's own example: sound and picture, offers of the viewer, candidates as they come. The master answers when told.
BARE = """
async ([joined, role]) => {
  const { SignalingClient } = window.KVSWebRTC;
  const client = new SignalingClient({
    role, clientId: joined.client_id ?? undefined, channelARN: joined.channel_arn, region: "us-east-1",
    channelEndpoint: new URL(joined.url).origin, requestSigner: { getSignedURL: async () => joined.url },
  });
  window.close = () => { connection.close(); client.close(); };
  const connection = new RTCPeerConnection({ iceServers: joined.ice_servers });
  const stream = await navigator.mediaDevices.getUserMedia({ audio: true, video: { width: { ideal: 1280 }, height: { ideal: 720 } } });
  stream.getTracks().forEach((track) => connection.addTrack(track, stream));
  const video = document.createElement("video");
  Object.assign(video, { autoplay: true, muted: true });
  document.body.append(video);
  window.firstFrame = new Promise((seen) => video.requestVideoFrameCallback(() => seen(Date.now())));
  connection.ontrack = ({ streams }) => (video.srcObject = streams[0]);
  let other;
  connection.onicecandidate = ({ candidate }) => candidate && client.sendIceCandidate(candidate, other);
  let described;
  const remote = new Promise((known) => (described = known));
  client.on("iceCandidate", (candidate) => remote.then(() => connection.addIceCandidate(candidate)));
  client.on("sdpAnswer", (answer) => connection.setRemoteDescription(answer).then(described));
  window.heard = new Promise((heard) => client.on("sdpOffer", (offer, from) => heard([offer, from])));
  window.admit = async () => {
    const clicked = Date.now();
    const [offer, from] = await window.heard;
    other = from;
    await connection.setRemoteDescription(offer);
    described();
    await connection.setLocalDescription(await connection.createAnswer());
    client.sendSdpAnswer(connection.localDescription, from);
    return clicked;
  };
  await new Promise((open) => { client.on("open", open); client.open(); });
  if (role === "VIEWER") {
    await connection.setLocalDescription(await connection.createOffer());
    client.sendSdpOffer(connection.localDescription);
  }
}
"""
# The moment of the first picture in any tile but one's own, since it was last forgotten.
WATCH_TILES = """
const watched = new WeakSet();
setInterval(() => {
  for (const video of document.querySelectorAll(".tile:not(.own) video")) {
    if (watched.has(video)) continue;
    watched.add(video);
    video.requestVideoFrameCallback(() => (window.firstFrame ??= Date.now()));
  }
}, 5);
"""
CLICK = """() => {
  const button = [...document.querySelectorAll("button")].find(({ textContent }) => textContent.startsWith("Let "));
  const clicked = Date.now();
  button.click();
  return clicked;
}"""


@pytest.fixture(scope="module")
def session(call_product) -> Session:
    """A session that has begun, its client having said where they are."""
    booked = book(call_product, 3, ("eli",))
    booked.begin()
    booked.say_where()
    return booked


def _bare_page(enter_call, role: str, joined: dict[str, Any]) -> Page:
    page = enter_call("/help.html", bypass_csp=True)
    page.add_script_tag(path=SDK)
    page.evaluate(BARE, [joined, role])
    return page


def _bare_seconds(session: Session, enter_call) -> float:
    pat, eli = session.product.sign_in("pat"), session.product.sign_in("eli")
    path = f"/appointments/{session.id}/join"
    master = _bare_page(enter_call, "MASTER", pat.post(path, {}).json)
    viewer = _bare_page(enter_call, "VIEWER", eli.post(path, {}).json)
    master.evaluate("window.heard.then(() => true)")
    clicked = master.evaluate("window.admit()")
    seen = max(page.evaluate("window.firstFrame") for page in (master, viewer))
    for page in (master, viewer):
        page.evaluate("window.close()")
        page.context.close()
    return (seen - clicked) / 1000


def _own_seconds(eli: Page, pat: Page) -> float:
    """One admission of who has made themselves heard at the door; afterwards they leave and come back to it."""
    expect(eli.get_by_text("You do not need to do anything.")).to_be_visible(timeout=PATIENT)
    expect(pat.get_by_role("button", name="Let Eli in")).to_be_visible(timeout=PATIENT)
    # The offer is on its way to the therapist's page or there, as on the bare one.
    eli.wait_for_timeout(SETTLES)
    for page in (eli, pat):
        page.evaluate("() => { window.firstFrame = undefined; }")
    clicked = pat.evaluate(CLICK)
    for page in (eli, pat):
        page.wait_for_function("() => window.firstFrame !== undefined", timeout=PATIENT)
        page.locator(TALKING).wait_for(timeout=PATIENT)
    seen = max(page.evaluate("window.firstFrame") for page in (eli, pat))
    eli.get_by_role("button", name="Leave session").click()
    eli.get_by_role("button", name="Come back").click()
    return (seen - clicked) / 1000


def test_both_see_each_other_within_half_as_long_again_as_on_a_bare_page(session, enter_call, capsys):
    bare = [_bare_seconds(session, enter_call) for _ in range(ROUNDS)]
    eli = session.client(enter_call, "eli", WATCH_TILES)
    pat = session.therapist(enter_call, WATCH_TILES)
    own = [_own_seconds(eli, pat) for _ in range(ROUNDS)]
    with capsys.disabled():
        print(json.dumps({"first_frame_seconds": {"own": own, "bare": bare}}))

    # The least of each: a busy machine makes rounds slower, never faster.
    assert min(own) <= SLOWER * min(bare)
