/** A text was sealed under a data key that a rotation removed before the text was stored. Sealed again, it can be. */
export class DataKeyRemovedError extends Error {
  override readonly name = 'DataKeyRemovedError';

  constructor() {
    super('the data key of a sealed text was removed before the text was stored');
  }
}
