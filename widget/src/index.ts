// Registers the element once, even when a page loads the script twice, and places one where the page has none itself.

import { HansynsGuide } from "./element";

const ATTRIBUTES = ["lang", "page-url", "server"];

const script = document.currentScript;

/** The script tag's data-lang, data-page-url and data-server become the element's attributes. */
function place(): void {
  if (document.querySelector("hansyns-guide")) return;
  const element = document.createElement("hansyns-guide");
  for (const name of ATTRIBUTES) {
    const value = script?.getAttribute(`data-${name}`);
    if (value) element.setAttribute(name, value);
  }
  document.body.append(element);
}

if (script instanceof HTMLScriptElement && script.src) HansynsGuide.home = new URL(script.src).origin;
if (!customElements.get("hansyns-guide")) {
  customElements.define("hansyns-guide", HansynsGuide);
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", place);
  else place();
}
