// What a page learns about a tenant before anybody calls. Apart from the other messages: the embed loads this alone.
import { boolean, type Decoded, nullable, object, string } from './decode.ts'

export const config = object({
  tenant: object({ id: string, name: string }),
  features: object({ voice_enabled: boolean, video_enabled: boolean }),
  agent_status: string,
  opens_at: nullable(string),
  supabase: object({ url: string, key: string }),
  endpoints: object({ visitor_session: string, call_request: string, turn_token: string }),
})
export type Config = Decoded<typeof config>

/** The button is manners only: three doors behind it decide. */
export const canCall = (c: Config): boolean => c.features.voice_enabled && c.agent_status === 'online'
