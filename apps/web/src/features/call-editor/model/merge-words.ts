const FIELD_WORDS: Record<string, string> = {
  name: 'Name',
  useAs: 'Use as',
  method: 'Method',
  url: 'URL',
  parameters: 'Parameter',
  headers: 'Header',
  body: 'Body',
  inputs: 'Input',
  responseType: 'Response type',
  stream: 'Stream',
  disabledSharedRows: 'Shared rows switched off',
  onError: 'On error',
  responseHeaders: 'Headers to keep',
  tries: 'Tries',
  idempotencyHeader: 'Idempotency header',
  notes: 'Notes',
};

const PART_WORDS: Record<string, string> = {
  key: 'key',
  value: 'value',
  isEnabled: 'on or off',
  kind: 'kind',
  input: 'input',
  template: 'text',
  contentType: 'content type',
  testValue: 'test value',
  defaultValue: 'default',
  isRequired: 'required',
};

/** What a conflict is about: `Header value`, `Input id test value`, `URL`. */
export function conflictWords(path: readonly (string | number)[]): string {
  const [first, ...rest] = path[0] === 'document' ? path.slice(1) : path;
  const words = [FIELD_WORDS[String(first)] ?? String(first)];
  // A row is known by its id, which says nothing to anybody; an input by its name.
  if (first === 'inputs') words.push(String(rest[0]));
  const part = rest.at(-1);
  if (part !== undefined && PART_WORDS[String(part)] !== undefined) words.push(PART_WORDS[String(part)] ?? '');
  return words.join(' ');
}

/** One side of a conflict on one line. */
export function conflictValue(value: unknown): string {
  if (value === undefined) return 'deleted';
  if (typeof value === 'string') return value === '' ? 'empty' : value;
  if (typeof value !== 'object' || value === null) return String(value);
  if ('key' in value && typeof value.key === 'string') {
    const text = 'value' in value ? value.value : 'template' in value ? value.template : '';
    return `${value.key}: ${String(text)}`;
  }
  return JSON.stringify(value);
}
