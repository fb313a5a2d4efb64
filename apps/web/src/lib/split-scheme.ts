/** `Bearer abc` is the scheme, which everybody may read, and the key. */
export function splitScheme(value: string): { scheme: string; key: string } {
  const match = /^(\s*(?:Bearer|Basic|Token|ApiKey|Key)\s+)(\S.*)$/i.exec(value);
  return match ? { scheme: match[1] ?? '', key: match[2] ?? '' } : { scheme: '', key: value };
}
