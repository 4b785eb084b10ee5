// The component's whole look. Sizes in rem, so that text zoom scales all of it; colours meet 4.5:1 (text) and 3:1.

export const styles = `
:host {
  all: initial;
  --ground: #f5f7f7; --surface: #fff; --ink: #1b2a30; --soft: #4d5d64; --line: #d3dcdf; --edge: #6b7b82;
  --accent: #0f5363; --accent-hover: #0a3f4c; --on-accent: #fff; --tint: #e2eff1; --bad: #8a1f14; --bad-tint: #fdf1ef;
  color-scheme: light dark;
  display: block;
  color: var(--ink);
  font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
}
@media screen and (prefers-color-scheme: dark) {
  :host {
    --ground: #12191c; --surface: #1a2327; --ink: #e9eff1; --soft: #b0bfc5; --line: #35434a; --edge: #84959c;
    --accent: #8ed3e2; --accent-hover: #b4e3ed; --on-accent: #08262e; --tint: #1f3c45;
    --bad: #ffb4a8; --bad-tint: #3a211e;
  }
}
:host(:not([open])) { position: fixed; inset: auto 1rem 1rem auto; z-index: 2147483000; }
:host([hidden]), [hidden] { display: none !important; }
*, ::before, ::after { box-sizing: border-box; }
p, h2, h3, ol, ul { margin: 0; padding: 0; }
ol, ul { list-style: none; }
.hidden {
  position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap;
}
:focus-visible { outline: 0.1875rem solid var(--accent); outline-offset: 0.125rem; }

.panel {
  display: flex; flex-direction: column;
  inline-size: 100%; block-size: min(46rem, 100vh - 3rem); block-size: min(46rem, 100dvh - 3rem);
  overflow: hidden; background: var(--surface);
  border: 1px solid var(--line); border-radius: 0.75rem;
}
.panel[role="dialog"] {
  inline-size: min(27rem, 100vw - 2rem); block-size: min(44rem, 100vh - 2rem); block-size: min(44rem, 100dvh - 2rem);
  box-shadow: 0 0.5rem 2.5rem rgb(9 30 38 / 25%);
}
.header {
  display: flex; flex-wrap: wrap; align-items: center; gap: 0 0.5rem;
  position: relative; padding: 0.625rem 0.75rem 0.625rem 1.25rem; border-block-end: 1px solid var(--line);
}
.title { flex: 1 1 auto; }
.menu {
  position: absolute; z-index: 1; inset: calc(100% - 0.25rem) 0.75rem auto auto;
  min-inline-size: 13rem; max-inline-size: min(20rem, 100% - 1.5rem); padding: 0.375rem;
  background: var(--surface); border: 1px solid var(--edge); border-radius: 0.5rem;
  box-shadow: 0 0.25rem 1.25rem rgb(9 30 38 / 25%);
}
.menu > button { display: block; inline-size: 100%; text-align: start; }
.menu p { padding: 0.5rem 0.75rem; }
.menu [role="group"] button { margin: 0.25rem 0.375rem; }
h2 { color: var(--accent); font-size: 1.125rem; font-weight: 650; line-height: 1.3; }
.tagline { color: var(--soft); font-size: 0.875rem; line-height: 1.3; }

button {
  min-block-size: 2.75rem; min-inline-size: 2.75rem; padding: 0.5rem 1rem;
  border: 1px solid transparent; border-radius: 0.5rem; background: none;
  color: inherit; font: inherit; line-height: 1.35; letter-spacing: inherit; word-spacing: inherit; cursor: pointer;
}
.primary { background: var(--accent); color: var(--on-accent); font-weight: 600; }
.primary:hover { background: var(--accent-hover); }
.quiet { padding-inline: 0.75rem; color: var(--accent); font-size: 0.9375rem; font-weight: 600; }
.quiet:hover { background: var(--tint); }
.launcher {
  display: block; min-block-size: 3.25rem; padding-inline: 1.5rem; border-radius: 2rem;
  box-shadow: 0 0.25rem 1.25rem rgb(9 30 38 / 30%);
}
.panel[role="region"] .close { display: none; }

.log { flex: 1 1 0; min-block-size: 0; overflow-y: auto; padding: 1.25rem; background: var(--ground); }
.log:focus-visible { outline-offset: -0.1875rem; }
.messages { display: flex; flex-direction: column; gap: 1rem; }
.message { display: flex; flex-direction: column; align-items: flex-start; position: relative; }
.bubble {
  max-inline-size: min(100%, 38rem); padding: 0.75rem 1rem; overflow-wrap: anywhere;
  background: var(--surface); border: 1px solid var(--line); border-radius: 0.25rem 1rem 1rem 1rem;
}
.you { align-items: flex-end; }
.you .bubble {
  max-inline-size: min(88%, 34rem);
  background: var(--tint); border-color: transparent; border-radius: 1rem 1rem 0.25rem 1rem;
}
.pending { display: none; color: var(--soft); font-size: 0.875rem; }
.troubled .waiting .pending { display: block; }
.trouble:not(:empty) { margin-block-start: 1rem; }
.waiting .bubble { border: 1px dashed var(--edge); }
.text { white-space: pre-line; }
a { color: var(--accent); text-underline-offset: 0.15em; }
a:hover { color: var(--accent-hover); text-decoration-thickness: 0.125em; }
.notice { padding: 0.5rem 0.875rem; border-inline-start: 0.25rem solid var(--edge); color: var(--soft); }
.error {
  gap: 0.5rem; padding-block: 0.75rem; background: var(--bad-tint);
  border-color: var(--bad); border-radius: 0.25rem; color: var(--bad);
}

.subtitle { margin-block-start: 0.75rem; color: var(--soft); font-size: 0.875rem; font-weight: 600; }
.sources { counter-reset: source; font-size: 0.9375rem; }
.sources li { counter-increment: source; display: flex; align-items: baseline; gap: 0.5rem; min-block-size: 2.75rem; }
.sources li::before { content: "[" counter(source) "]"; flex: none; color: var(--soft); }
.sources a, .card a { display: block; padding-block: 0.75rem; line-height: 1.45; }
.cards { display: grid; gap: 0.75rem; margin-block: 0.75rem 0.25rem; }
.card {
  padding: 0.75rem 1rem; background: var(--ground);
  border: 1px solid var(--line); border-inline-start: 0.25rem solid var(--accent); border-radius: 0.375rem;
}
h3 { margin-block-end: 0.25rem; font-size: 1rem; font-weight: 650; line-height: 1.4; }
.card a { margin-block-end: -0.4rem; font-size: 0.9375rem; }

.choices { display: flex; flex-wrap: wrap; gap: 0.5rem; margin-block-start: 0.75rem; }
.choice, .again {
  background: var(--surface); border-color: var(--accent); border-radius: 1.375rem; color: var(--accent);
  overflow-wrap: anywhere; text-align: start;
}
.choice:hover, .again:hover { background: var(--tint); }
.choice[aria-disabled] { background: none; border: 1px dashed var(--edge); color: var(--soft); cursor: default; }
.choice.chosen { background: var(--tint); border: 1px solid var(--accent); color: var(--ink); font-weight: 600; }

.opinions {
  display: flex; flex-wrap: wrap; align-items: center; gap: 0 0.125rem; color: var(--soft); font-size: 0.875rem;
}
.guide .opinions { margin-block-start: 0.25rem; padding-inline-start: 0.25rem; }
.panel > .opinions { padding: 0.125rem 1.25rem; border-block-start: 1px solid var(--line); }
.opinion { padding-inline: 0.25rem; font-size: inherit; text-decoration: underline; text-underline-offset: 0.15em; }
.opinion.chosen { text-decoration: none; background: none; color: var(--ink); }
.opinion[aria-disabled] { cursor: default; }
.opinion[aria-disabled]:not(.chosen) { display: none; }

.composer { padding: 0.75rem 1.25rem 0.875rem; border-block-start: 1px solid var(--line); }
.caption {
  display: flex; flex-wrap: wrap; justify-content: space-between; align-items: baseline;
  gap: 0 1rem; margin-block-end: 0.25rem;
}
label { font-weight: 600; }
.status { color: var(--soft); font-size: 0.875rem; }
.row { display: flex; align-items: flex-end; gap: 0.5rem; }
.grow { display: grid; grid-template-columns: minmax(0, 1fr); flex: 1 1 0; min-inline-size: 0; }
textarea, .mirror {
  grid-area: 1 / 1; min-inline-size: 0; min-block-size: 2.875rem; max-block-size: 9rem;
  margin: 0; padding: 0.625rem 0.75rem;
  border: 1px solid var(--edge); border-radius: 0.5rem;
  font: inherit; letter-spacing: inherit; word-spacing: inherit; overflow-wrap: anywhere; white-space: pre-wrap;
}
textarea { inline-size: 100%; block-size: 100%; resize: none; background: var(--surface); color: var(--ink); }
textarea:focus-visible { outline-offset: -1px; }
textarea[aria-invalid] { border-color: var(--bad); }
.mirror { visibility: hidden; overflow: hidden; }
.row button { flex: none; min-block-size: 2.875rem; }
.hint { margin-block-start: 0.375rem; color: var(--soft); font-size: 0.875rem; line-height: 1.4; }
.count { white-space: nowrap; }
.problem { color: var(--bad); font-size: 0.875rem; font-weight: 600; }
.problem:not(:empty) { margin-block-start: 0.375rem; }

@media (max-width: 30rem) {
  :host(:not([open])) { inset: auto 0.75rem 0.75rem auto; }
  .panel[role="dialog"] { position: fixed; inset: 0; inline-size: auto; block-size: auto; border: 0; border-radius: 0; }
  .header, .composer, .log, .panel > .opinions { padding-inline: 0.875rem; }
  .header { gap: 0; padding-inline-end: 0.375rem; }
  .quiet { padding-inline: 0.5rem; }
}
@media (max-height: 30rem) {
  .panel {
    block-size: auto; max-block-size: 100vh; max-block-size: 100dvh; overflow-y: auto; scroll-padding-block: 3rem;
  }
  .log { flex: none; overflow: visible; }
  .tagline { display: none; }
}
@media (forced-colors: active) {
  .bubble, .you .bubble { border-color: CanvasText; }
  .primary { forced-color-adjust: none; background: ButtonText; border-color: ButtonText; color: ButtonFace; }
  .primary:hover { background: Highlight; color: HighlightText; }
  :focus-visible { outline-color: Highlight; }
}
@media print {
  :host(:not([open])) { position: static; }
  .panel, .panel[role="dialog"] {
    position: static; display: block; inline-size: auto; block-size: auto; max-block-size: none;
    overflow: visible; border: 0; box-shadow: none;
  }
  .header { padding-inline: 0; }
  .log { overflow: visible; padding: 1rem 0; background: none; }
  .launcher, .composer, .header button, .menu, .opinions, .notice button, .choice:not(.chosen) { display: none; }
  .bubble, .card { break-inside: avoid; }
  a[href^="http"]::after { content: " <" attr(href) ">"; font-size: 0.8125rem; overflow-wrap: anywhere; }
}
`;
