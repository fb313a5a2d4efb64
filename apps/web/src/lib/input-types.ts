import type { InputType } from '@jackfield/connector';

export const INPUT_TYPES: readonly { value: InputType; label: string }[] = [
  { value: 'text', label: 'Text' },
  { value: 'number', label: 'Number' },
  { value: 'boolean', label: 'Yes / no' },
  { value: 'date', label: 'Date' },
  { value: 'list', label: 'List' },
  { value: 'object', label: 'Object' },
  { value: 'file', label: 'File' },
];
