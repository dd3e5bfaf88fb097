"use strict";
document.documentElement.classList.add("js");
for (const pair of document.querySelectorAll(".pair")) {
  const slider = document.createElement("input");
  slider.type = "range";
  slider.className = "slider";
  slider.min = 0;
  slider.max = 100;
  slider.value = 50;
  slider.setAttribute("aria-label", words.slide);
  slider.addEventListener("input", () => pair.style.setProperty("--cut", slider.value + "%"));
  pair.after(slider);
}
const body = document.querySelector("#list tbody");
for (const [column, head] of [...document.querySelectorAll("#list th")].entries()) {
  if (!head.dataset.sort) continue;
  // Not a button element: a browser leaves those out of the heads that it repeats on paper.
  const button = document.createElement("span");
  button.setAttribute("role", "button");
  button.tabIndex = 0;
  button.title = words.sort;
  button.append(...head.childNodes);
  head.append(button);
  button.addEventListener("keydown", event => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    button.click();
  });
  button.addEventListener("click", () => {
    const falls = head.getAttribute("aria-sort") === "ascending";
    for (const other of document.querySelectorAll("#list th")) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", falls ? "descending" : "ascending");
    const text = row => row.cells[column].textContent;
    const order = head.dataset.sort === "n"
      ? (a, b) => Number(text(a)) - Number(text(b)) : (a, b) => text(a).localeCompare(text(b));
    const rows = [...body.rows].sort(order);
    body.append(...(falls ? rows.reverse() : rows));
  });
}
