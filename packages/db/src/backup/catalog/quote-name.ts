/** A name as SQL reads it back, whatever its characters. */
export function quoteName(...names: string[]): string {
  return names.map((name) => `"${name.replaceAll('"', '""')}"`).join('.');
}
