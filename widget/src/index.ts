// Registers the element once, even when a page loads the script twice.

import { HansynsGuide } from "./element";

const script = document.currentScript;
if (script instanceof HTMLScriptElement && script.src) HansynsGuide.home = new URL(script.src).origin;
if (!customElements.get("hansyns-guide")) customElements.define("hansyns-guide", HansynsGuide);
