import { expect, test } from 'vitest';
import { repairJsonTemplate } from './repair-json-template.ts';

test.each([
  ['{"a": 1 "b": 2}', 'Add the comma', '{"a": 1, "b": 2}'],
  ['{"a": <x>\n  "b": {{y}}}', 'Add the comma', '{"a": <x>,\n  "b": {{y}}}'],
  ['{"a": 1,}', 'Remove the comma', '{"a": 1}'],
  ['[1, 2, ]', 'Remove the comma', '[1, 2 ]'],
  ["{'a': 1}", 'Use double quotes', '{"a": 1}'],
  ['{"a": \'say "hi"\'}', 'Use double quotes', '{"a": "say \\"hi\\""}'],
  ['{a: 1}', 'Put it in double quotes', '{"a": 1}'],
  ['{"a": hello}', 'Put it in double quotes', '{"a": "hello"}'],
  ['{"a": True}', 'Write true', '{"a": true}'],
  ['{"a" 1}', 'Add the colon', '{"a": 1}'],
  ['{"a": [<x>', 'Close it with ]}', '{"a": [<x>]}'],
  ['{"a": 1}}', 'Remove }', '{"a": 1}'],
  ['{"a": 1 // one\n}', 'Remove the comment', '{"a": 1 \n}'],
])('%s: %s', (template, label, repaired) => {
  expect(repairJsonTemplate(template)).toEqual({ label, template: repaired });
});

test('a template is put right step by step', () => {
  const once = repairJsonTemplate('{a: 1, b: 2,}');
  const twice = repairJsonTemplate(once?.template ?? '');
  expect(repairJsonTemplate(twice?.template ?? '')?.template).toBe('{"a": 1, "b": 2}');
});

test('nothing is offered for what is right, or where no guess helps', () => {
  expect(repairJsonTemplate('{"a": <x>}')).toBeNull();
  expect(repairJsonTemplate('{"a": "open')).toBeNull();
  expect(repairJsonTemplate('')).toBeNull();
});
