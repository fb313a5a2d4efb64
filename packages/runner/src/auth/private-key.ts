import { createPrivateKey, type KeyObject } from 'node:crypto';

export type ReadPrivateKey =
  | { ok: true; key: KeyObject }
  | { ok: false; reason: 'not_a_key' | 'needs_passphrase' | 'wrong_passphrase' };

/** Reads a private key in PEM: PKCS#8, PKCS#1 or SEC1, encrypted or not. */
export function readPrivateKey(pem: string, passphrase = ''): ReadPrivateKey {
  const isEncrypted = /ENCRYPTED/.test(pem);
  if (isEncrypted && passphrase === '') return { ok: false, reason: 'needs_passphrase' };
  try {
    const key = createPrivateKey({ key: tidyPem(pem), ...(isEncrypted ? { passphrase } : {}) });
    return { ok: true, key };
  } catch {
    return { ok: false, reason: isEncrypted ? 'wrong_passphrase' : 'not_a_key' };
  }
}

/** What is copied out of JSON or an environment file has `\n` in place of its line breaks, or lost them. */
export function tidyPem(pem: string): string {
  const text = pem.includes('\n') ? pem : pem.replaceAll('\\r', '').replaceAll('\\n', '\n');
  if (text.trim().includes('\n')) return `${text.trim().replace(/^[ \t]+|[ \t]+$/gm, '')}\n`;
  const onOneLine = /^\s*(-----BEGIN [A-Z0-9 ]+-----)([\sA-Za-z0-9+/=]+)(-----END [A-Z0-9 ]+-----)\s*$/.exec(text);
  if (!onOneLine) return text;
  const [, begin = '', content = '', end = ''] = onOneLine;
  return `${begin}\n${content.replace(/\s/g, '').replace(/.{64}/g, '$&\n')}\n${end}\n`;
}
