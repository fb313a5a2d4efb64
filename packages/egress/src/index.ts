export { type EgressAllowRule, type ParseEgressAllowResult, parseEgressAllow } from './allow-rules.ts';
export { Cancellation, type CancelSignal } from './cancellation.ts';
export { type ClientCertificate, checkPkcs12, type Pkcs12Problem } from './client-certificate.ts';
export {
  type BlockedTarget,
  createEgress,
  type Egress,
  type EgressOptions,
  type EgressRequest,
} from './egress.ts';
export { EgressError, type EgressErrorCode, type EgressPhase } from './egress-error.ts';
export type { EgressLimits, EgressResponse, EgressTiming } from './exchange.ts';
export type { Resolve } from './open-socket.ts';
export { describeProxy, type OutboundProxy, type ParseProxyResult, parseProxy } from './proxy/parse-proxy.ts';
