// Adding: files dropped anywhere on the page, and progress that comes by itself.

const form = document.querySelector(".drop");
const field = form.querySelector("input[type=file]");
const batches = document.getElementById("batches");

addEventListener("dragover", (event) => {
  event.preventDefault();
  form.classList.add("over");
});
addEventListener("dragleave", (event) => event.relatedTarget || form.classList.remove("over"));
addEventListener("drop", (event) => {
  event.preventDefault();
  form.classList.remove("over");
  if (!event.dataTransfer.files.length) return;
  field.files = event.dataTransfer.files;
  form.requestSubmit();
});

/** Take over the part of the page that tells how far it is, until all is read. */
async function follow() {
  const answer = await fetch("/add").catch(() => null);
  if (answer?.ok) {
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.getElementById("batches");
    if (fresh.innerHTML !== batches.innerHTML) batches.replaceChildren(...fresh.childNodes);
    batches.dataset.working = fresh.dataset.working;
  }
  if (batches.dataset.working) setTimeout(follow, 1000);
}
if (batches.dataset.working) setTimeout(follow, 500);
