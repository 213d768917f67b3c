// Reads the one-time link's secret behind the #, takes it out of the address, and posts it.
const given = new URLSearchParams(location.hash.slice(1));
const token = given.get("t");
if (token) {
  history.replaceState(null, "", "/login");
  const form = document.getElementById("by-link");
  form.elements.token.value = token;
  form.elements.to.value = given.get("to") || "/dashboard";
  document.getElementById("by-key").hidden = true;
  document.getElementById("under-way").hidden = false;
  form.submit();
}
