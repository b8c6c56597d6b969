// Before anything is drawn: the light a reader chose earlier, so that the page does not flash.
const chosen = localStorage.getItem("light");
if (chosen) document.documentElement.dataset.light = chosen;
