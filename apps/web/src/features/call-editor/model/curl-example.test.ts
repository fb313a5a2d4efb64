import { inputSchema } from '@jackfield/connector';
import { expect, test } from 'vitest';
import { curlExample } from './curl-example.ts';

const where = { address: 'http://127.0.0.1:3000', project: 'acme', api: 'shop', call: 'list-orders' };

function inputsIn(command: string): unknown {
  const body = /-d '([\s\S]*)'$/.exec(command)?.[1] ?? '';
  return JSON.parse(body.replaceAll(`'\\''`, "'")).inputs;
}

test('passes the test values in their types, and leaves out what may be missing', () => {
  const inputs = [
    { name: 'id', testValue: "O'Hara" },
    { name: 'count', type: 'number', testValue: '3' },
    { name: 'paid', type: 'boolean', testValue: 'yes' },
    { name: 'tags', type: 'list', testValue: 'a, b' },
    { name: 'note', isRequired: false },
  ].map((input) => inputSchema.parse(input));
  const command = curlExample({ ...where, inputs });
  expect(command).toContain("'http://127.0.0.1:3000/run/v1/acme/shop/list-orders'");
  expect(inputsIn(command)).toEqual({ id: "O'Hara", count: 3, paid: true, tags: ['a', 'b'] });
});

test('never holds the value of a sensitive input', () => {
  const inputs = [inputSchema.parse({ name: 'token', isSensitive: true })];
  expect(inputsIn(curlExample({ ...where, inputs }))).toEqual({ token: '<text>' });
});
