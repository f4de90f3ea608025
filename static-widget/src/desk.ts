// The desk's page: finds the tenant, signs the agent in, and puts <parley-desk> on a line. Its ports are plugged here.
import { AgentAuth } from './api/auth.ts'
import { loadConfig } from './api/config.ts'
import type { Config } from './call/config.ts'
import { type Backstage, DeskElement } from './desk/desk.ts'
import { DeskLine } from './desk/line.ts'
import DeskWorker from './desk/worker.ts?worker'
import { browserMedia } from './media/browser.ts'
import { pageLife } from './page-life.ts'
import { directionOf, pickLanguage } from './ui/texts/languages.ts'
import { fill, speak, words } from './ui/texts/words.ts'

const here = import.meta.url

/** A service worker serves its own origin alone: a desk in somebody else's page does without. */
const notifications = (): string | null => {
  const script = new URL('desk-notifications.js', here)
  return script.origin === location.origin ? script.href : null
}

class Stage {
  readonly #element: DeskElement
  readonly #config: Config
  readonly #auth: AgentAuth
  readonly #audio: HTMLAudioElement
  #line: DeskLine | null = null
  #problem = ''
  #leaving = false

  constructor(element: DeskElement, config: Config, audio: HTMLAudioElement) {
    this.#element = element
    this.#config = config
    this.#audio = audio
    this.#auth = new AgentAuth(config.supabase, localStorage)
    pageLife({
      left: () => this.#line?.leave(),
      back: () => this.#line?.wake(),
      awake: () => this.#line?.wake(),
      frozen: () => this.#line?.freeze(),
      thawed: () => this.#line?.thaw(),
    })
  }

  async open(): Promise<void> {
    const { user } = this.#auth
    if (user !== null && (await this.#auth.token()) !== null) this.#begin(user)
    this.#show()
  }

  async signIn(email: string, password: string): Promise<void> {
    const answer = await this.#auth.signIn(email, password)
    const { user } = this.#auth
    if (answer.is === 'ok' && user !== null) this.#begin(user)
    this.#problem =
      answer.is === 'ok' ? '' : answer.is === 'rejected' ? words.desk.signInWrong : words.desk.signInFailed
    this.#show()
  }

  /** The line says goodbye first: that still needs the token. */
  async signOut(): Promise<void> {
    if (this.#leaving) return
    this.#leaving = true
    try {
      await this.#line?.stop()
    } finally {
      this.#leaving = false
    }
    this.#line = null
    this.#auth.signOut()
    this.#show()
  }

  #begin(user: string): void {
    this.#line = new DeskLine(
      this.#config,
      this.#auth,
      user,
      browserMedia(this.#audio),
      new DeskWorker(),
      () => this.#show(),
      notifications(),
      () => {
        this.#problem = words.desk.signedOut
        void this.signOut()
      },
    )
  }

  #show(): void {
    const backstage: Backstage = {
      tenantName: this.#config.tenant.name,
      line: this.#line,
      problem: this.#problem,
      video: this.#config.features.video_enabled,
      signIn: (email, password) => void this.signIn(email, password),
      signOut: () => void this.signOut(),
    }
    this.#element.backstage = backstage
  }
}

const start = async (): Promise<void> => {
  const found = document.querySelector<DeskElement>('parley-desk')
  const asked = new URL(location.href).searchParams.get('lang')
  const language = pickLanguage([found?.getAttribute('lang'), asked, ...navigator.languages])
  speak({ language, ...(await import(/* @vite-ignore */ new URL(`texts/desk-${language}.js`, here).href)) })
  const element = found ?? new DeskElement()
  element.lang = language
  element.dir = directionOf(language)
  if (!found) {
    document.documentElement.lang = language
    document.documentElement.dir = element.dir
    document.body.append(element)
  }
  const tenant = element.getAttribute('tenant') ?? new URL(location.href).searchParams.get('tenant') ?? ''
  const config = await loadConfig(element.getAttribute('base') ?? import.meta.url, tenant)
  const audio = document.createElement('audio')
  audio.autoplay = true
  audio.setAttribute('playsinline', '')
  element.after(audio)
  if (config === null) {
    element.problem = words.desk.noTenant
    return
  }
  document.title = fill(words.desk.title, { tenant: config.tenant.name })
  await new Stage(element, config, audio).open()
}
void start()
