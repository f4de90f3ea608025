// The words of the desk; a visitor's page does not load them.
import type { End } from '../../call/messages.ts'
import { endingWords, refusals, seconds, visitorEnds } from './en.ts'

const agentEnds: Record<End['reason'], (end: End) => string> = {
  ...visitorEnds,
  hung_up: (end) =>
    end.by === 'agent' ? `You hung up after ${seconds(end.talk_seconds)}.` : 'The visitor hung up.',
  cancelled: () => 'The visitor cancelled the call.',
  abandoned: () => 'The visitor went away.',
  peer_lost: () => 'The visitor was lost and did not come back.',
}

const agentRefusals: typeof refusals = {
  ...refusals,
  taken: (r) => (r.by ? `${r.by} took this call.` : 'A colleague took this call.'),
  agent_busy: () => 'You are already in a call.',
  not_ringing: () => 'This call does not ring any more.',
  not_a_member: () => 'You do not work for this team.',
}

export const deskEn = {
  agentEnding: endingWords(agentEnds, agentRefusals),
  title: (tenant: string) => `${tenant}: calls`,
  loading: 'Loading …',
  noTenant: 'This desk could not be loaded. Check the address.',
  email: 'Email',
  password: 'Password',
  signIn: 'Sign in',
  signOut: 'Sign out',
  signInWrong: 'Email or password is wrong.',
  signInFailed: 'Sign-in could not be reached. Please try again.',
  goAvailable: 'Go available',
  goAway: 'Stop taking calls',
  away: 'You are away. No call rings here.',
  available: 'You are available. Calls ring here.',
  goingAvailable: 'Going available …',
  reloaded: 'This page was reloaded, so no call rings here. Press “Go available” to take calls again.',
  notHeard: 'You are available, but the connection is being restored.',
  inCall: 'You are in a call.',
  notAMember: 'You do not work for this team.',
  signedInAs: (name: string) => `Signed in as ${name}`,
  yourMicrophone: 'Your microphone',
  incoming: 'Incoming call',
  incomingFrom: (name: string | null) => (name ? `${name} is calling` : 'A visitor is calling'),
  fromPage: (page: string) => `from ${page}`,
  moreRings: (n: number) => `${n} more ${n === 1 ? 'call' : 'calls'} ringing`,
  accept: 'Accept',
  decline: 'Decline',
  talkingTo: (name: string | null, talking: boolean) =>
    `${talking ? 'In a call with' : 'Connecting to'} ${name ?? 'a visitor'}`,
  gone: (reason: string, by: string | null) =>
    reason === 'taken'
      ? by
        ? `${by} took the call.`
        : 'A colleague took the call.'
      : reason === 'unanswered'
        ? 'A call rang out unanswered.'
        : reason === 'cancelled' || reason === 'abandoned'
          ? 'The visitor gave up the call.'
          : '',
  calls: 'Calls',
  refresh: 'Refresh',
  noCalls: 'No calls yet.',
  callbacks: {
    title: 'Callback requests',
    hereNow: 'Here now',
    asked: (time: string) => `Asked ${time}`,
    wants: (when: string) => `Wants: ${when}`,
    more: 'There are more; they show when these are done.',
    done: 'Done',
    doneWith: (who: string) => `Done with ${who}`,
  },
  columns: {
    when: 'When',
    who: 'Visitor',
    agent: 'Agent',
    outcome: 'Outcome',
    rang: 'Rang',
    talked: 'Talked',
  },
  visitor: 'Visitor',
  outcomes: {
    hung_up: 'Talked',
    cancelled: 'Cancelled',
    declined: 'Declined',
    unanswered: 'Unanswered',
    abandoned: 'Visitor left',
    failed: 'No connection',
    peer_lost: 'Other side lost',
    media_lost: 'Sound lost',
    dropped: 'Dropped',
    ringing: 'Ringing',
    accepted: 'Connecting',
    connected: 'In call',
  } as Record<string, string>,
  seconds: (n: number | null) => (n === null ? '–' : seconds(n)),
  time: (iso: string) =>
    new Intl.DateTimeFormat('en', { dateStyle: 'short', timeStyle: 'short' }).format(new Date(iso)),
}
