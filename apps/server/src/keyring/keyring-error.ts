/** A reason not to start: its message is for the operator, complete, and holds no key. */
export class KeyringError extends Error {
  override readonly name = 'KeyringError';
}
