import { createHash, X509Certificate } from 'node:crypto';
import type { ClientCertificateStep } from '@jackfield/connector';
import { type ClientCertificate, checkPkcs12, type Pkcs12Problem } from '@jackfield/egress';
import { type AuthStepRun, KEPT, type StepTools } from '../auth-step-run.ts';
import { readPrivateKey, tidyPem } from '../private-key.ts';
import { unusable } from '../unusable.ts';

/** Reading keys and files takes longer than a run may; by step, which is another object once a field changes. */
const certificates = new WeakMap<ClientCertificateStep, ClientCertificate>();

const PLAIN_HTTP =
  'No client certificate was presented, since the address begins with http: there is none without TLS.';

export function startClientCertificate(step: ClientCertificateStep, { origin }: StepTools): AuthStepRun {
  if (!origin.startsWith('https:')) return { judge: () => ({ ...KEPT, warning: PLAIN_HTTP }) };
  return { add: () => ({ clientCertificate: certificateOf(step) }) };
}

function certificateOf(step: ClientCertificateStep): ClientCertificate {
  const known = certificates.get(step);
  if (known !== undefined) return known;
  const made = readCertificate(step);
  certificates.set(step, made);
  return made;
}

/** @throws RunFailure for what cannot be used, in words that quote nothing of it. */
function readCertificate({ holder, passphrase, authorities }: ClientCertificateStep): ClientCertificate {
  const trusted = authorities.trim() === '' ? [] : [tidyCertificates('certificateAuthorities', authorities)];
  const id = createHash('sha256').update(JSON.stringify([passphrase, trusted]));
  if (holder.format === 'pkcs12') {
    const problem = checkPkcs12(holder.bundle, passphrase);
    if (problem !== null) throw refusePkcs12(problem, passphrase);
    id.update(holder.bundle);
    return { id: id.digest('hex'), holder: { pfx: holder.bundle }, passphrase, authorities: trusted };
  }
  const cert = tidyCertificates('certificate', holder.certificate);
  const key = readKey(holder.key, passphrase, cert);
  id.update(cert).update(key);
  // The key is read already, so it needs no passphrase any more.
  return { id: id.digest('hex'), holder: { cert, key }, passphrase: '', authorities: trusted };
}

function readKey(pem: string, passphrase: string, cert: string): string {
  const read = readPrivateKey(pem, passphrase);
  if (!read.ok) {
    switch (read.reason) {
      case 'needs_passphrase':
        throw unusable('certificatePassphrase', 'The key is encrypted with a passphrase.', 'Enter its passphrase.');
      case 'wrong_passphrase':
        throw unusable(
          'certificatePassphrase',
          'The passphrase does not open the key.',
          'Enter the passphrase again, or paste the key once more, whole.',
        );
      case 'not_a_key':
        throw unusable(
          'certificateKey',
          'The key is not a private key in PEM.',
          'Paste it once more, whole, with its BEGIN and END lines.',
        );
    }
  }
  if (!new X509Certificate(cert).checkPrivateKey(read.key)) {
    const hint =
      'Paste the key that was made with this certificate. The certificate itself comes first, its authorities below it.';
    throw unusable('certificateKey', 'The key is not that of the certificate.', hint);
  }
  return read.key.export({ type: 'pkcs8', format: 'pem' }).toString();
}

const CERTIFICATE = /-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g;

/** One or more certificates, each of which can be read. */
function tidyCertificates(field: string, pem: string): string {
  const found = (pem.replaceAll('\\n', '\n').match(CERTIFICATE) ?? []).map(tidyPem);
  try {
    if (found.length > 0 && found.every((each) => new X509Certificate(each))) return found.join('');
  } catch {
    // Told below, like a text without one.
  }
  const hint = 'Paste it once more, whole, with its BEGIN and END lines.';
  throw unusable(field, 'The certificate cannot be read.', hint);
}

function refusePkcs12(problem: Pkcs12Problem, passphrase: string) {
  switch (problem) {
    case 'old_cipher':
      return unusable(
        'certificateBundle',
        'The PKCS#12 file is locked with an old cipher that is no longer read.',
        'Convert it with openssl pkcs12 -legacy -in old.p12 -nodes -out all.pem and openssl pkcs12 -export -in all.pem -out new.p12, then paste new.p12 in base64.',
      );
    case 'wrong_passphrase':
      return unusable(
        'certificatePassphrase',
        passphrase === ''
          ? 'The PKCS#12 file is locked with a passphrase.'
          : 'The passphrase does not open the PKCS#12 file.',
        'Enter the passphrase that the file was made with.',
      );
    case 'not_pkcs12':
      return unusable(
        'certificateBundle',
        'The PKCS#12 file cannot be read.',
        'Paste what base64 -w0 file.p12 prints, whole.',
      );
  }
}
