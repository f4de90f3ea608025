// What all elements share: they ask by bubbling events and hold no call state.
import { css, LitElement } from 'lit'

export class Asking extends LitElement {
  protected ask(type: string, detail?: unknown): void {
    this.dispatchEvent(new CustomEvent(type, { bubbles: true, composed: true, detail }))
  }
}

export const define = (tag: string, element: CustomElementConstructor): void => {
  if (!customElements.get(tag)) customElements.define(tag, element)
}

export const base = css`
  :host {
    box-sizing: border-box;
    font-family: var(--parley-font, system-ui, sans-serif);
    font-size: 15px;
    line-height: 1.4;
    color: var(--parley-text, light-dark(#17202e, #eef1f6));
    color-scheme: light dark;
    --accent: var(--parley-accent, light-dark(#1f5eff, #86a8ff));
    --on-accent: var(--parley-on-accent, light-dark(#fff, #0b1326));
    --surface: var(--parley-surface, light-dark(#fff, #1a2130));
    --soft: var(--parley-soft, light-dark(#eef2f8, #263044));
    --quiet: var(--parley-quiet, light-dark(#566176, #a9b4c8));
    --danger: var(--parley-danger, light-dark(#c42b2b, #ff8a8a));
    --on-danger: light-dark(#fff, #2a0808);
    --good: light-dark(#0f7a4a, #56d79b);
    --star: light-dark(#9a6200, #ffc857);
  }
  :host([hidden]) { display: none; }
  *, *::before, *::after { box-sizing: inherit; }
  h2 { margin: 0; font-size: 17px; font-weight: 650; }
  p { margin: 0; }
  button {
    font: inherit; font-weight: 600; border: 1px solid transparent; border-radius: 10px; padding: 9px 15px; min-height: 44px;
    cursor: pointer; background: var(--soft); color: inherit;
  }
  button:hover { filter: brightness(0.96); }
  button:disabled { opacity: 0.55; cursor: default; }
  a.button { display: inline-grid; place-items: center; font-weight: 600; border: 1px solid transparent; border-radius: 10px; padding: 9px 15px; min-height: 44px; text-decoration: none; }
  :is(button, a).primary { background: var(--accent); color: var(--on-accent); }
  button.small { font-size: 14px; min-height: 40px; padding: 6px 12px; font-weight: 500; }
  button.danger { background: var(--danger); color: var(--on-danger); }
  button[aria-pressed='true'] { background: var(--accent); color: var(--on-accent); }
  :is(button, input, textarea, select, summary, a, [tabindex]):focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
  input, textarea, select {
    font: inherit; font-weight: 400; color: inherit; width: 100%; padding: 9px 12px; border-radius: 10px;
    border: 1px solid color-mix(in srgb, var(--quiet) 45%, transparent); background: var(--surface);
  }
  label { display: grid; gap: 4px; font-weight: 600; font-size: 14px; }
  label > :is(input, textarea, select) { font-size: 15px; font-weight: 400; }
  .card { background: var(--surface); border: 1px solid transparent; border-radius: 18px; padding: 19px; box-shadow: 0 1px 3px rgb(0 0 0 / 0.12); }
  .quiet { color: var(--quiet); font-size: 14px; }
  .alert { color: var(--danger); }
  .row { display: flex; flex-wrap: wrap; gap: 10px; align-items: center; }
  .stack { display: grid; gap: 12px; }
  .grow { flex: 1; min-width: 0; }
  @media (forced-colors: active) { button[aria-pressed='true'] { forced-color-adjust: none; background: Highlight; color: HighlightText; } }
  @media (prefers-reduced-motion: reduce) { * { animation: none !important; transition: none !important; } }
`
