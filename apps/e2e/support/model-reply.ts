/** What the language model of the tests says. */
export const MODEL_REPLY =
  'A jack field is the panel of a telephone switchboard that calls are plugged into. Grüße 😀, and good-bye.\n';
