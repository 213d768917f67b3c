// The one way in which scripts may make markup of text: htmx swaps in what this very host has answered, which has
// every value of data escaped. Scripts made of text are never let through.
if (window.trustedTypes) {
  window.trustedTypes.createPolicy("default", { createHTML: (text) => text });
}
