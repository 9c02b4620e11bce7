// Shows what has to do with passkeys only where the browser can, and says so when
// making or using one fails. The work itself is done by allauth's scripts.

const possible =
  window.PublicKeyCredential !== undefined && !/^[\d.]+$|:/.test(location.hostname);

document.addEventListener("DOMContentLoaded", () => {
  const section = document.getElementById("met-sleutel");
  if (section && possible) section.hidden = false;
});

document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  document.getElementById("sleutelfout").hidden = false;
});
