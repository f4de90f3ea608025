// The public surface for those who build their own page around a call.
export type { Config } from './call/config.ts'
export type { Call, End, Refusal, Role } from './call/messages.ts'
export type { Signal, SignalPayload, SignalType } from './call/signals.ts'
export type { CallState, Ending } from './call/state.ts'
export { CallSession, onSignal, type Ports, type Status, sendSignal } from './session.ts'
export { VisitorCall } from './visitor.ts'
