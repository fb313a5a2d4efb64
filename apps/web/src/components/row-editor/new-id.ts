/** An id for a new row. `crypto.randomUUID` is missing on plain HTTP, so it is made from random bytes. */
export function newId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
