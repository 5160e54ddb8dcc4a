// @vitest-environment jsdom
import { afterEach, expect, test } from "vitest";
import { returnPath } from "../../src/shared/auth/SignIn";
import { findRoute, go, href, match, path, type Route, startRouter } from "../../src/shared/router";

const route = (at: string): Route => ({ path: at, page: () => Promise.reject(), words: [], access: "open" });

afterEach(() => history.replaceState(null, "", "/"));

test("a pattern takes one part of the path by name", () => {
  expect(match("/session/:appointment_id/ready", "/session/01J/ready")).toEqual({ appointment_id: "01J" });
  expect(match("/session/:appointment_id", "/session/01J/ready")).toBeUndefined();
  expect(match("/", "/home")).toBeUndefined();
  // What no browser could decode is an unknown id like any other.
  expect(match("/journal/:entry_id", "/journal/%E0%A4%A")).toEqual({ entry_id: "%E0%A4%A" });
});

test("the first route that fits wins", () => {
  const routes = [route("/start/answer"), route("/start/:step")];
  expect(findRoute(routes, "/start/answer")?.route).toBe(routes[0]);
  expect(findRoute(routes, "/start/3")?.params).toEqual({ step: "3" });
  expect(findRoute(routes, "/elsewhere")).toBeUndefined();
});

test("paths of the portal are written below its base", () => {
  history.replaceState(null, "", "/provider/");
  startRouter("/provider");
  expect(path.value).toBe("/");
  go("/clients/7");
  expect([location.pathname, path.value, href("/clients")]).toEqual(["/provider/clients/7", "/clients/7", "/provider/clients"]);
  startRouter("");
});

test.each([
  ["/sign-in?to=%2Fmessages%2F7", "/messages/7"],
  ["/sign-in?to=https%3A%2F%2Fexample.com", "/home"],
  ["/sign-in?to=%2F%2Fexample.com", "/home"],
  ["/sign-in?to=%2F%5Cexample.com", "/home"],
  ["/sign-in", "/home"],
])("after %s the person goes to %s", (address, expected) => {
  history.replaceState(null, "", address);
  expect(returnPath("/home")).toBe(expected);
});

test("what takes the place of the focused element leaves the focus where it stood; who has left it is not called back", async () => {
  startRouter("");
  const settled = () => new Promise((done) => setTimeout(done, 5));
  document.body.innerHTML = '<main id="main"><h1 tabindex="-1">Page</h1><section><p><button>Edit</button></p></section><p><input></p></main>';
  const [button, input] = [document.querySelector("button")!, document.querySelector("input")!];
  button.focus();
  button.parentElement!.remove();
  await settled();
  expect(document.activeElement).toBe(document.querySelector("section"));

  const question = document.createElement("div");
  input.focus();
  input.replaceWith(question);
  await settled();
  expect(document.activeElement).toBe(question);

  question.remove();
  await settled();
  expect(document.activeElement?.tagName).toBe("H1");

  const other = document.querySelector("main")!.appendChild(document.createElement("button"));
  other.focus();
  other.blur();
  await settled();
  other.remove();
  await settled();
  expect(document.activeElement).toBe(document.body);
  document.body.innerHTML = "";
});
