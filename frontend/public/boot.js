// Runs before the first paint, so that no page flashes in the wrong theme or with the front door's words.
(function () {
  var root = document.documentElement;
  var front = /^\/(es\/)?(index\.html)?$/.test(location.pathname) || /\/help\.html$/.test(location.pathname);
  if (!front) root.dataset.opening = "";
  try {
    var theme = localStorage.getItem("theme");
    if (theme === "light" || theme === "dark") root.dataset.theme = theme;
    // The crisis page in the reader's language, unless they have chosen English; a choice can be kept wherever this runs.
    var language = localStorage.getItem("language") || navigator.language;
    if (location.pathname === "/help.html" && /^es/.test(language)) location.replace("/es/help.html");
  } catch (refused) {
    // Without storage the device's own theme holds.
  }
  // If the app never comes, what is in the page must not stay hidden.
  addEventListener("load", function () {
    setTimeout(function () { delete root.dataset.opening; }, 4000);
  });
})();
