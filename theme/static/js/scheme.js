/* The reader's choice of light or dark colours, before anything is drawn. */
(function () {
  "use strict";
  try {
    var scheme = window.localStorage.getItem("briefing-scheme");
    if (scheme) { document.documentElement.dataset.scheme = scheme; }
  } catch (error) { /* storage is off: the system's choice holds */ }
}());
