/** Something that the operator can correct; the message is complete. */
export class OperatorError extends Error {
  override readonly name = 'OperatorError';
}
