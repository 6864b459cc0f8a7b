// Makes pages nicer; each works without it. The server keeps all state.
const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const on = (name, act, capture) => document.addEventListener(name, act, capture);

on("click", ({ target }) => {
  for (const menu of all("details.menu[open]")) if (!menu.contains(target)) menu.open = false;
  target.closest("[data-dismiss]")?.closest(".toast").remove();
});
on("keydown", ({ key, target }) => {
  const menu = key === "Escape" && target.closest("details.menu[open]");
  if (menu) { menu.open = false; menu.querySelector("summary").focus(); }
});

// A form is sent once: until its answer is there, the button is busy and pressing again does nothing.
const release = (form) => [form, ...all("[aria-busy]", form)].forEach((part) => { delete part.dataset.sent; part.ariaBusy = null; });
on("submit", (event) => {
  const { target: form, submitter } = event;
  if ("sent" in form.dataset) { event.preventDefault(); event.stopImmediatePropagation(); return; }
  form.dataset.sent = "";
  if (submitter) submitter.ariaBusy = "true";
  setTimeout(release, 10000, form); // loading may be stopped
}, true);
addEventListener("pageshow", () => {
  all("[data-sent]").forEach(release);
  all(".toast[tabindex]")[0]?.focus(); // Undo comes next
});

// On load and after each swap: say what changed, go to what is to correct, never lose the focus.
const prepare = ({ target, detail }) => {
  const news = all("[data-live]").at(-1)?.dataset.live;
  if (news) document.getElementById("live").textContent = news;
  for (const input of all("input[data-time-zone]")) input.value = Intl.DateTimeFormat().resolvedOptions().timeZone;
  all("[role=alert][tabindex]", target)[0]?.focus();
  const asked = detail?.requestConfig?.triggeringEvent?.type !== "revealed"; // what comes by itself takes no focus
  if (target === document || !asked || document.activeElement !== document.body) return;
  const next = document.getElementById(detail.requestConfig?.elt.dataset.then); // where the hand was, if the button is gone
  const heir = next ?? target;
  if (heir.tabIndex < 0) heir.tabIndex = -1; // makes it take the focus, and leaves a link its place
  heir.focus({ preventScroll: !next });
};
on("htmx:afterSettle", prepare);
on("htmx:load", ({ target }) => { // what was typed or ticked before this page could listen counts too
  for (const input of all("input[hx-trigger]", target)) {
    if (input.checked !== input.defaultChecked) input.dispatchEvent(new Event("change"));
    if (input.value !== input.defaultValue) input.dispatchEvent(new Event("search"));
  }
});
on("htmx:afterRequest", ({ detail: { elt, successful, xhr } }) => {
  const answered = successful || xhr.status === 422;
  release(elt);
  document.getElementById("unsent").hidden = answered;
  if (!answered && elt.type === "checkbox") elt.checked = !elt.checked; // shows what is saved
});
// Ticks are saved in turn; what waits when the page is left goes together, as without JavaScript.
addEventListener("pagehide", () => {
  for (const form of all("form:has(input[hx-post].htmx-request), [hx-post][data-sent]")) fetch(form.action, { method: "POST", body: new FormData(form), headers: { "HX-Request": "true" }, keepalive: true });
});
on("htmx:beforeSwap", ({ detail }) => { // a redirect to a whole page is followed, not squeezed into a part
  const { response, responseURL } = detail.xhr;
  if (!/^\s*<!doctype/i.test(response) || responseURL === new URL(detail.pathInfo.finalRequestPath, location).href) return;
  detail.shouldSwap = false;
  if (responseURL.includes("/accounts/login/")) location.reload(); // signing in then leads back to this page
  else location.assign(responseURL);
});

// A step is dragged by its grip; letting go sends its form with the new place, counted from 0.
on("pointerdown", (event) => {
  const step = event.target.closest("ol[data-sortable] .grip")?.closest("li");
  if (!step || event.button) return;
  const list = step.parentElement, before = step.nextElementSibling;
  event.preventDefault();
  list.setPointerCapture(event.pointerId); // not the grip: it moves in the document, which would let go
  step.classList.add("is-lifted");
  list.onpointermove = ({ clientY }) => {
    const below = all(":scope > li", list).find((other) => other !== step && clientY < other.offsetHeight / 2 + other.getBoundingClientRect().top);
    if ((below ?? null) !== step.nextElementSibling) list.insertBefore(step, below ?? null);
  };
  list.onpointerup = list.onpointercancel = ({ type }) => {
    list.onpointermove = list.onpointerup = list.onpointercancel = null;
    step.classList.remove("is-lifted");
    if (type === "pointercancel") list.insertBefore(step, before);
    if (step.nextElementSibling === before) return;
    const form = step.querySelector("form[data-move]");
    form.querySelector("input[name=to]").value = [...list.children].indexOf(step);
    form.requestSubmit();
  };
});
prepare({ target: document });
