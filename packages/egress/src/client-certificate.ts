import { createSecureContext, type SecureContextOptions } from 'node:tls';

/** What a client shows of itself while a connection is made, and whom it trusts besides the usual authorities. */
export interface ClientCertificate {
  /** Another text for each other certificate, key or authority: connections are shared under it. */
  id: string;
  holder: { cert: string; key: string } | { pfx: Uint8Array };
  passphrase: string;
  /** PEM. */
  authorities: readonly string[];
}

/** As Node takes it. */
export function holderOf(certificate: ClientCertificate | undefined): SecureContextOptions {
  if (certificate === undefined) return {};
  const { holder, passphrase } = certificate;
  const unlocking = passphrase === '' ? {} : { passphrase };
  return 'pfx' in holder ? { pfx: Buffer.from(holder.pfx), ...unlocking } : { ...holder, ...unlocking };
}

/** Why a PKCS#12 file cannot be used; null where it can. */
export type Pkcs12Problem = 'old_cipher' | 'wrong_passphrase' | 'not_pkcs12';

export function checkPkcs12(pfx: Uint8Array, passphrase: string): Pkcs12Problem | null {
  try {
    createSecureContext({ pfx: Buffer.from(pfx), ...(passphrase === '' ? {} : { passphrase }) });
    return null;
  } catch (error) {
    const { code = '', message } = error as NodeJS.ErrnoException;
    // OpenSSL 3 no longer reads RC2 and RC4, which many still write.
    if (code === 'ERR_CRYPTO_UNSUPPORTED_OPERATION' || /unsupported/i.test(message)) return 'old_cipher';
    return /mac verify/i.test(message) ? 'wrong_passphrase' : 'not_pkcs12';
  }
}
