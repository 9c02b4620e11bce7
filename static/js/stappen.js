// One step of the talk at a time, with where one is at the bottom. Without script all
// steps stand below each other, and the same links lead to each.

const page = document.querySelector("[data-stappen]");
const steps = [...page.querySelectorAll(".stap")];
const links = [...page.querySelectorAll(".voortgang a")];
const back = page.querySelector("[data-vorige]");
const on = page.querySelector("[data-volgende]");
let now = 0;

function show(index, focus) {
  now = Math.min(Math.max(index, 0), steps.length - 1);
  steps.forEach((step, number) => {
    step.hidden = number !== now;
  });
  links.forEach((link) => {
    const here = link.hash === `#${steps[now].id}`;
    if (here) link.setAttribute("aria-current", "step");
    else link.removeAttribute("aria-current");
  });
  back.disabled = now === 0;
  on.disabled = now === steps.length - 1;
  if (!focus) return;
  scrollTo(0, 0);
  steps[now].querySelector("h2")?.focus({ preventScroll: true });
}

function go(index) {
  show(index, true);
  history.replaceState(history.state, "", `#${steps[now].id}`);
}

function follow() {
  const index = steps.findIndex((step) => `#${step.id}` === location.hash);
  show(index < 0 ? 0 : index, index >= 0);
}

links.forEach((link) => {
  link.addEventListener("click", (event) => {
    event.preventDefault();
    go(steps.findIndex((step) => `#${step.id}` === link.hash));
  });
});
back.addEventListener("click", () => go(now - 1));
on.addEventListener("click", () => go(now + 1));
addEventListener("hashchange", follow);
// What is typed goes by itself; a form would send it a second time.
page.querySelector("form[novalidate]").addEventListener("submit", (event) => {
  if (page.dataset.klaar) event.preventDefault();
});
back.hidden = on.hidden = false;
follow();
