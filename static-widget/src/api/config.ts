// The one request a page makes before the first tap; a shared cache answers it.
import { type Config, config } from '../call/config.ts'

export const loadConfig = async (base: string, tenant: string): Promise<Config | null> => {
  try {
    const response = await fetch(new URL(`/config/${encodeURIComponent(tenant)}`, base), {
      credentials: 'omit',
    })
    return response.ok ? config(await response.json()) : null
  } catch {
    return null
  }
}
