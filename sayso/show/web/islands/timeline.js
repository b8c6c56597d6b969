// The time line with a hand on it: its scale redrawn by d3, a lane drawn over narrows it to these days, a mark pointed at
// is read out below and lit on every lane.

import { axisBottom } from "d3-axis";
import { brushX } from "d3-brush";
import { scaleUtc } from "d3-scale";
import { select } from "d3-selection";

const figure = document.getElementById("lanes");

if (figure) {
  const { first, last, left, right } = figure.dataset;
  const svg = select(figure).select("svg");
  const time = scaleUtc().domain([new Date(first), new Date(last)]).range([Number(left), Number(right)]);
  letNarrow(svg, time);
  letRead();
  drawAxis(svg, time);
}

function drawAxis(svg, time) {
  const height = svg.node().viewBox.baseVal.height;
  svg.select(".ticks").remove();
  const axis = axisBottom(time).ticks(8).tickSizeInner(24 - height).tickSizeOuter(0).tickPadding(8);
  svg.insert("g", "g").attr("class", "scale").attr("aria-hidden", "true").attr("transform", `translate(0 ${height - 24})`).call(axis);
}

/** A lane drawn over asks for these days on its clock. */
function letNarrow(svg, time) {
  svg.selectAll(".lane").each(function () {
    const { clock, top, floor } = this.dataset;
    if (clock === "said") return;
    const brush = brushX()
      .extent([[time.range()[0], Number(top)], [time.range()[1], Number(floor)]])
      .on("end", ({ selection, sourceEvent }) => {
        if (!selection || !sourceEvent) return;
        const [since, until] = selection.map((x) => time.invert(x).toISOString().slice(0, 10));
        const query = new URLSearchParams(location.search);
        for (const [name, value] of Object.entries({ clock, since, until })) query.set(name, value);
        query.delete("page");
        location.search = query;
      });
    select(this).insert("g", "a").attr("class", "brush").call(brush);
  });
}

/** The claim of a mark in words, and its other marks lit. */
function letRead() {
  const told = figure.querySelector(".tells");
  const silent = told.textContent;
  const read = (event) => {
    const dot = event.target.closest?.("a.dot");
    for (const lit of figure.querySelectorAll(".dot.lit")) lit.classList.remove("lit");
    if (!dot) return void (told.textContent = silent);
    for (const same of figure.querySelectorAll(`[data-claim="${CSS.escape(dot.dataset.claim)}"]`)) same.classList.add("lit");
    const [when, ...words] = dot.querySelector("title").textContent.split(" · ");
    told.replaceChildren(Object.assign(document.createElement("b"), { textContent: when }), ` ${words.join(" · ")}`);
  };
  figure.addEventListener("mouseover", read);
  figure.addEventListener("focusin", read);
}
