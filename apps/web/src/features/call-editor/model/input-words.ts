import type { Input, InputType } from '@jackfield/connector';

const EXAMPLES: Record<InputType, string> = {
  text: 'Test value',
  number: '12.5',
  boolean: 'yes or no',
  date: '2026-03-01T09:30:00Z',
  list: 'a, b  or  ["a", "b"]',
  object: '{ "a": 1 }',
  file: 'https://… or',
};

export function testValueHint({ type, defaultValue, isRequired, allowBlank, testValue }: Input): string {
  if (testValue === '' && allowBlank) return 'blank';
  if (defaultValue !== undefined) return `default: ${defaultValue}`;
  return isRequired ? EXAMPLES[type] : 'no value: left out';
}

/** What goes with a type: a file is not masked, so it cannot be sensitive. */
export function asType(type: InputType): Partial<Omit<Input, 'name'>> {
  return type === 'file' ? { type, isSensitive: false, testValue: undefined, defaultValue: undefined } : { type };
}
