import type { Input, InputType } from '@jackfield/connector';

export const INPUT_TYPES: readonly { value: InputType; label: string }[] = [
  { value: 'text', label: 'Text' },
  { value: 'number', label: 'Number' },
  { value: 'boolean', label: 'Yes / no' },
  { value: 'date', label: 'Date' },
  { value: 'list', label: 'List' },
  { value: 'object', label: 'Object' },
];

const EXAMPLES: Record<InputType, string> = {
  text: 'Test value',
  number: '12.5',
  boolean: 'yes or no',
  date: '2026-03-01T09:30:00Z',
  list: 'a, b  or  ["a", "b"]',
  object: '{ "a": 1 }',
  file: '',
};

export function testValueHint({ type, defaultValue, isRequired, allowBlank, testValue }: Input): string {
  if (testValue === '' && allowBlank) return 'blank';
  if (defaultValue !== undefined) return `default: ${defaultValue}`;
  return isRequired ? EXAMPLES[type] : 'no value: left out';
}
