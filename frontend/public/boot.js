// Runs before the first paint, so that no page flashes in the wrong theme or with the front door's words.
(function () {
  var root = document.documentElement;
  var front = /^\/(es\/)?(index\.html)?$/.test(location.pathname) || /\/help\.html$/.test(location.pathname);
  if (!front) root.dataset.opening = "";
  try {
    var theme = localStorage.getItem("theme");
    if (theme === "light" || theme === "dark") root.dataset.theme = theme;
  } catch (refused) {
    // Without storage the device's own theme holds.
  }
  // If the app never comes, what is in the page must not stay hidden.
  addEventListener("load", function () {
    setTimeout(function () { delete root.dataset.opening; }, 4000);
  });
})();
