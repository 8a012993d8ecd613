"use strict";
(function () {
  var scheme = location.protocol === "https:" ? "hearth:" : "hearth+http:";
  var complete = location.hash.length > 1;
  document.getElementById(complete ? "ready" : "incomplete").hidden = false;
  if (!complete) return;
  var link = scheme + "//" + location.host + location.pathname + location.hash;
  document.getElementById("open").href = link;
  location.assign(link);
})();
