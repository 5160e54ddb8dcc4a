"""The six digits: the same on both ends of an honest call, also after a new way was found; different when somebody is between the two."""

from __future__ import annotations

import base64
import json
from typing import Any

import pytest
from playwright.sync_api import Page, WebSocketRoute, expect

from tests.browser.calls import PATIENT, Session, book, enter_talking, grows, talking

# Two connections, one towards each end; sound, picture and every note are passed on, and only the certificates are its own.
BETWEEN = """
const towards = { client: new RTCPeerConnection(), therapist: new RTCPeerConnection() };
const other = { client: "therapist", therapist: "client" };
for (const [id, label] of ["notes", "pulse"].entries()) {
  const ends = Object.fromEntries(Object.entries(towards).map(([end, one]) => [end, one.createDataChannel(label, { negotiated: true, id })]));
  const opens = (channel) => new Promise((open) => channel.addEventListener("open", open));
  const opened = Object.fromEntries(Object.entries(ends).map(([end, channel]) => [end, opens(channel)]));
  // The one who stays goes on telling while the other's end closes: there is nobody left to pass it on to.
  const pass = (end, data) => ends[end].readyState === "open" && ends[end].send(data);
  for (const end of Object.keys(ends)) ends[end].onmessage = ({ data }) => opened[other[end]].then(() => pass(other[end], data));
}
for (const [end, one] of Object.entries(towards)) {
  one.onicecandidate = ({ candidate }) => candidate && window.send(end, "ICE_CANDIDATE", candidate.toJSON());
  one.ontrack = ({ track }) => {
    // Sound that nobody plays is not decoded, and so not passed on.
    const sink = Object.assign(document.createElement(track.kind), { muted: true, srcObject: new MediaStream([track]) });
    sink.play();
    towards[other[end]].getTransceivers().find(({ receiver }) => receiver.track.kind === track.kind)?.sender.replaceTrack(track);
  };
}
let offered;
const early = { client: [], therapist: [] };
const add = (end, candidate) => towards[end].remoteDescription ? towards[end].addIceCandidate(candidate) : early[end].push(candidate);
async function take(end, description) {
  await towards[end].setRemoteDescription(description);
  early[end].splice(0).forEach((candidate) => towards[end].addIceCandidate(candidate));
}
window.hear = async (end, kind, payload) => {
  if (kind === "ICE_CANDIDATE") return add(end, payload);
  if (kind === "SDP_OFFER" && !offered) {
    offered = payload;
    for (const media of ["audio", "video"]) towards.therapist.addTransceiver(media, { direction: "sendrecv" });
    await take("client", payload);
    towards.client.getTransceivers().forEach((place) => (place.direction = "sendrecv"));
    await towards.therapist.setLocalDescription(await towards.therapist.createOffer());
    window.send("therapist", "SDP_OFFER", towards.therapist.localDescription.toJSON());
  }
  if (kind === "SDP_ANSWER" && !towards.therapist.remoteDescription) {
    await take("therapist", payload);
    await towards.client.setLocalDescription(await towards.client.createAnswer());
    const [, origin, turn] = /^o=\\S+ (\\d+) (\\d+)/m.exec(offered.sdp);
    window.send("client", "SDP_ANSWER", { ...towards.client.localDescription.toJSON(), origin, turn: Number(turn) });
  }
};
"""
LAST_WAY = "() => /a=ice-ufrag:(\\S+)/.exec(window.connections.at(-1).localDescription.sdp)[1]"


@pytest.fixture(scope="module")
def session(call_product) -> Session:
    """A session that has begun, its client having said where they are."""
    booked = book(call_product, 2, ("dee",))
    booked.begin()
    booked.say_where()
    return booked


def _digits(page: Page) -> str:
    """As the dialog shows them."""
    page.locator("[data-compare]").click(timeout=PATIENT)
    found = page.locator(".compare-code").inner_text()
    page.get_by_role("button", name="Close").click()
    return found


def test_both_ends_of_an_honest_call_show_the_same_digits_also_after_a_new_way_was_found(session, enter_call, detour):
    dee, pat = enter_talking(session, enter_call, detour)
    before, way = _digits(dee), dee.evaluate(LAST_WAY)
    assert _digits(pat) == before
    dee.locator("[data-compare]").click()
    expect(dee.get_by_text("These numbers match when your call goes straight between your two devices.")).to_be_visible()
    expect(dee.get_by_text("They cannot tell who else is in the room.")).to_be_visible()
    dee.get_by_role("button", name="They match").click()
    expect(pat.get_by_text("Dee checked it.")).to_be_visible()

    detour.cut = True
    # However long the page takes to notice: a line that comes back before that keeps its old way.
    dee.wait_for_function(f"way => ({LAST_WAY})() !== way", arg=way, timeout=PATIENT)
    detour.cut = False
    talking(dee, pat)
    assert grows(dee)

    assert dee.evaluate(LAST_WAY) != way
    assert (_digits(dee), _digits(pat)) == (before, before)
    expect(pat.get_by_text("Dee checked it.")).to_be_visible()


def _put_between(victim: Page, between: Page) -> None:
    """Let everything Dee's page signals go by way of the other page."""
    ends: dict[str, WebSocketRoute] = {}

    def pass_on(end: str, kind: str, payload: Any) -> None:
        coded = base64.b64encode(json.dumps(payload).encode()).decode()
        if end == "client":
            ends["client"].send(json.dumps({"messageType": kind, "messagePayload": coded}))
        else:
            ends["therapist"].send(json.dumps({"action": kind, "messagePayload": coded, "correlationId": "between"}))

    def hear(end: str, text: str | bytes) -> None:
        message = json.loads(text)
        kind = message.get("action") or message.get("messageType")
        if "messagePayload" in message:
            between.evaluate("given => window.hear(...given)", [end, kind, json.loads(base64.b64decode(message["messagePayload"]))])
        if end == "client" and "correlationId" in message:
            status = {"correlationId": message["correlationId"], "statusCode": "200"}
            ends["client"].send(json.dumps({"messageType": "STATUS_RESPONSE", "statusResponse": status}))

    def open_socket(socket: WebSocketRoute) -> None:
        ends["client"], ends["therapist"] = socket, socket.connect_to_server()
        socket.on_message(lambda text: hear("client", text))
        ends["therapist"].on_message(lambda text: hear("therapist", text))

    between.expose_function("send", pass_on)
    between.evaluate(BETWEEN)
    victim.route_web_socket(lambda url: "X-Amz-ChannelARN" in url, open_socket)


def test_somebody_between_the_two_is_shown_by_different_digits_and_they_differ_leaves(session, enter_call):
    between = enter_call("/help.html")
    dee = session.client(enter_call, "dee")
    _put_between(dee, between)
    dee.reload()
    pat = session.therapist(enter_call)
    session.let_in(pat)
    talking(dee, pat)
    assert grows(dee)
    assert grows(pat)

    assert _digits(dee) != _digits(pat)
    dee.locator("[data-compare]").click()
    dee.get_by_role("button", name="They differ").click()
    expect(dee.get_by_role("heading", name="You left")).to_be_visible()
    expect(dee.get_by_text("somebody may be between the two devices")).to_be_visible()
    expect(dee.get_by_role("main").get_by_role("link", name="Call")).to_be_visible()
    expect(pat.get_by_text("somebody may be between the two devices")).to_be_visible()
