// The doctor: `?parley=doctor` on a page with the button names what keeps calls from working there, and what to do about it.
// Nothing of it is loaded otherwise. It asks for no microphone and rings nowhere.
import { browser, door, policy, STUN, secure, settings, socket, udp, voice } from './doctor/checks.ts'
import type { Finding } from './doctor/findings.ts'

const style = `
  :host { position: fixed; inset-block-start: 16px; inset-inline-start: 16px; z-index: 2147483001; width: min(520px, calc(100vw - 32px));
    max-height: calc(100vh - 32px); overflow: auto; box-sizing: border-box; padding: 20px; border-radius: 14px; color-scheme: light dark;
    background: light-dark(#fff, #1a2130); color: light-dark(#17202e, #eef1f6); font: 15px/1.45 system-ui, sans-serif;
    box-shadow: 0 12px 40px rgb(0 0 0 / .3); }
  h2 { margin: 0 0 8px; font-size: 17px; }
  ol { margin: 0; padding: 0; list-style: none; display: grid; gap: 12px; }
  li { border-inline-start: 4px solid light-dark(#c42b2b, #ff8a8a); padding-inline-start: 12px; overflow-wrap: anywhere; }
  strong { display: block; }`

/** @returns what was found; the page shows it, the console too, and `parley-doctor` tells it to whoever listens */
export const examine = async (
  host: HTMLElement,
  base: string,
  tenant: string,
): Promise<readonly Finding[]> => {
  const stun = new URL(location.href).searchParams.get('stun') ?? STUN
  const config = await settings(base, tenant)
  const known = 'problem' in config ? [] : [voice(config), door(config, tenant), socket(config)]
  const looked = await Promise.all([secure, browser, policy, ...known, udp(stun)].map((check) => check()))
  const found = [...('problem' in config ? [config] : []), ...looked.filter((x) => x !== null)]
  show(found)
  console.info('parley: doctor', found)
  host.dispatchEvent(new CustomEvent('parley-doctor', { bubbles: true, composed: true, detail: found }))
  return found
}

const text = (tag: string, words: string): HTMLElement =>
  Object.assign(document.createElement(tag), { textContent: words })

const show = (found: readonly Finding[]): void => {
  const box = document.createElement('div')
  box.setAttribute('role', 'region')
  box.setAttribute('aria-label', 'Parley doctor')
  const root = box.attachShadow({ mode: 'open' })
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(style)
  root.adoptedStyleSheets = [sheet]
  const title =
    found.length === 0 ? 'Calls can work on this page.' : `${found.length} found that keep calls from working`
  const list = document.createElement('ol')
  for (const { name, problem, fix } of found) {
    const item = document.createElement('li')
    item.append(text('strong', name), text('div', problem), text('div', `→ ${fix}`))
    list.append(item)
  }
  root.append(text('h2', title), list)
  document.body.append(box)
}
