// `parley-widget/react`: the hook and the two lines it may stand on. React itself is the application's.
export { AgentLine, type AgentLineOptions } from './lines/agent-line.ts'
export type { Incoming, Line } from './lines/line.ts'
export { VisitorLine, type VisitorLineOptions } from './lines/visitor-line.ts'
export { useWebRTC, type WebRTC, type WebRTCOptions } from './react/use-webrtc.ts'
