// While a call runs: the screen stays on, and the keys of a headset or a lock screen reach the call. Everything here is optional.
export interface Keys {
  mute(): void
  hangUp(): void
}

const session = (): MediaSession | undefined => navigator.mediaSession

const handle = (action: string, handler: (() => void) | null): void => {
  try {
    session()?.setActionHandler(action as MediaSessionAction, handler)
  } catch {
    // A browser that does not know this key.
  }
}

export class Awake {
  #lock: WakeLockSentinel | null = null
  #on = false

  begin(keys: Keys): void {
    if (this.#on) return
    this.#on = true
    handle('togglemicrophone', keys.mute)
    handle('hangup', keys.hangUp)
    void this.again()
  }

  /** A browser lets go of the screen whenever the page is hidden. */
  async again(): Promise<void> {
    if (!this.#on || document.hidden) return
    this.#lock = (await navigator.wakeLock?.request('screen').catch(() => null)) ?? null
  }

  microphone(active: boolean): void {
    void (session() as { setMicrophoneActive?(on: boolean): unknown } | undefined)?.setMicrophoneActive?.(
      active,
    )
  }

  end(): void {
    if (!this.#on) return
    this.#on = false
    void this.#lock?.release().catch(() => undefined)
    this.#lock = null
    handle('togglemicrophone', null)
    handle('hangup', null)
  }
}
