/** Names of fields whose values are never logged, wherever they stand; compared without case, `-` and `_`. */
const SECRET_FIELDS = new Set([
  'authorization',
  'proxyauthorization',
  'cookie',
  'setcookie',
  'password',
  'passphrase',
  'value',
  'values',
  'testvalue',
  'testvalues',
  'inputs',
  'secret',
  'secrets',
  'sealed',
  'token',
  'setuptoken',
  'accesstoken',
  'refreshtoken',
  'idtoken',
  'apikey',
  'privatekey',
  'clientsecret',
  'masterkey',
  'jackfieldmasterkey',
  'databaseurl',
]);
const DEPTH_MAX = 8;

export const REDACTED = '[redacted]';

/** A copy for the log, without what may not be in one. An `Error` is left to the logger's serializer. */
export function redact(value: unknown, depth = 0): unknown {
  if (typeof value !== 'object' || value === null || value instanceof Error) return value;
  if (depth > DEPTH_MAX) return '[too deep]';
  if (Array.isArray(value)) return value.map((item) => redact(item, depth + 1));
  if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`;
  const copy: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(value)) {
    copy[name] = isSecretField(name) ? REDACTED : redact(field, depth + 1);
  }
  return copy;
}

function isSecretField(name: string): boolean {
  return SECRET_FIELDS.has(name.toLowerCase().replaceAll(/[-_]/g, ''));
}
