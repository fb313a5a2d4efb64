import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';

export interface CertificateOptions {
  /** Host names and IPv4 addresses that the certificate is good for. */
  names?: string[];
  /** Its last day was yesterday. */
  isExpired?: boolean;
}

export interface SelfSignedCertificate {
  certPem: string;
  keyPem: string;
}

const DAY_MS = 86_400_000;

/** Makes a self-signed certificate (RFC 5280), since Node can read X.509 but not write it, and a stored one expires. */
export function createSelfSignedCertificate(options: CertificateOptions = {}): SelfSignedCertificate {
  const names = options.names ?? ['localhost', '127.0.0.1'];
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const now = Date.now();
  const end = options.isExpired ? now - DAY_MS : now + 7 * DAY_MS;
  const ecdsaSha256 = sequence(objectId('2a8648ce3d040302'));
  const commonName = sequence(
    set(sequence(objectId('550403'), der(0x0c, Buffer.from(`Jackfield test ${names.join(' ')}`.slice(0, 64))))),
  );
  const body = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.concat([Buffer.from([1]), randomBytes(8)])),
    ecdsaSha256,
    commonName,
    sequence(utcTime(now - 30 * DAY_MS), utcTime(end)),
    commonName,
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, sequence(subjectAltName(names))),
  );
  const signature = sign('sha256', body, privateKey);
  const certificate = sequence(body, ecdsaSha256, der(0x03, Buffer.concat([Buffer.from([0]), signature])));
  return { certPem: pem(certificate), keyPem: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() };
}

function subjectAltName(names: readonly string[]): Buffer {
  const entries = names.map((name) =>
    /^[\d.]+$/.test(name) ? der(0x87, Buffer.from(name.split('.').map(Number))) : der(0x82, Buffer.from(name)),
  );
  return sequence(objectId('551d11'), der(0x04, sequence(...entries)));
}

function pem(certificate: Buffer): string {
  const lines = certificate.toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}

/** One element of DER: its tag, its length in the shortest form, its content. */
function der(tag: number, content: Buffer): Buffer {
  const length = content.length;
  const size = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}

function sequence(...parts: Buffer[]): Buffer {
  return der(0x30, Buffer.concat(parts));
}

function set(...parts: Buffer[]): Buffer {
  return der(0x31, Buffer.concat(parts));
}

function objectId(hex: string): Buffer {
  return der(0x06, Buffer.from(hex, 'hex'));
}

function utcTime(ms: number): Buffer {
  const digits = new Date(ms).toISOString().replace(/[-:T]/g, '').slice(2, 14);
  return der(0x17, Buffer.from(`${digits}Z`));
}
