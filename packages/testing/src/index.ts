export { answerAtDevice, answerAtProvider } from './allow-at-provider.ts';
export { findApache, startApacheWithDigest } from './apache-digest.ts';
export { AUTH_SAMPLES, type AuthSample, atUpstream } from './auth-samples.ts';
export { type AwsServer, startAwsServer } from './aws-server.ts';
export { CLIENT } from './client-certificates.ts';
export { type DatabaseProxy, startDatabaseProxy } from './database-proxy.ts';
export { type DigestServer, startDigestServer } from './digest-server.ts';
export type { Fault, Step } from './fault-proxy/fault.ts';
export { FAULTS, type FaultName } from './fault-proxy/faults.ts';
export type { WireRequest } from './fault-proxy/request-reader.ts';
export { type BlackHole, startBlackHole } from './fault-proxy/start-black-hole.ts';
export { type FaultProxy, startFaultProxy } from './fault-proxy/start-fault-proxy.ts';
export {
  answerForbiddenName,
  FORBIDDEN_TARGETS,
  type ForbiddenTarget,
  type TargetPorts,
} from './forbidden-targets.ts';
export { startGraphqlServer } from './graphql-server.ts';
export { findJsonFault } from './json-fault.ts';
export type { TrackedServer } from './listen.ts';
export { type MockLlmOptions, startMockLlm } from './mock-llm.ts';
export { type DavServer, findNginx, startNginxWithDav } from './nginx-dav.ts';
export { OIDC_CLIENTS, OIDC_USER, type OidcServer, type OidcServerOptions, startOidcServer } from './oidc-server.ts';
export {
  findProxy,
  type OutboundProxyOfTest,
  type ProxyChainOptions,
  startDebianProxy,
  startProxyChain,
} from './outbound-proxies.ts';
export { connectPlainly, type PlainClient } from './plain-client.ts';
export { processesNaming } from './processes.ts';
export { type ProofRow, reportProof, rounds } from './proof.ts';
export { answerPublicName, PUBLIC_TARGETS } from './public-targets.ts';
export { freePort, type RealUpstream, startJsonServer, startPrism } from './real-upstreams.ts';
export { createScratchDatabase, type ScratchDatabase } from './scratch-database.ts';
export { type Canary, type FoundSecret, makeCanary, SecretSearch } from './secret-search.ts';
export { startTripwire, startUpstreamBesideTripwire, type Tripwire } from './tripwire.ts';
export { startUploadServer, type UploadedFile } from './upload-server.ts';
export {
  type ReceivedRequest,
  startTcpUpstream,
  startUpstream,
  type Upstream,
  type UpstreamOptions,
} from './upstream.ts';
export {
  type CertificateOptions,
  createSelfSignedCertificate,
  type SelfSignedCertificate,
} from './upstream-certificate.ts';
