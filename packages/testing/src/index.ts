export { freePort, type RealUpstream, startJsonServer, startPrism } from './real-upstreams.ts';
export { answersPostgreSql, createScratchDatabase, type ScratchDatabase } from './scratch-database.ts';
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
