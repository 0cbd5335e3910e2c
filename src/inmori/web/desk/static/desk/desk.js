// The little that a page needs beside htmx: confirmations that name what would happen.
document.addEventListener("submit", (event) => {
  const words = event.target.dataset.confirm;
  if (words && !window.confirm(words)) event.preventDefault();
});
// A passkey that could not be used is told in words, where allauth's script would only write to the console.
document.addEventListener("allauth.error", (event) => {
  const told = document.getElementById("passkey_trouble");
  if (!told) return;
  event.preventDefault();
  told.hidden = false;
});
// What could not be sent or saved in the background is told: silence would look like success.
document.addEventListener("htmx:afterRequest", (event) => {
  document.getElementById("unsent").hidden = event.detail.successful;
});
