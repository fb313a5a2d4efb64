import { expect, test } from 'vitest';
import { nameFromBaseUrl, originOf, readBaseUrl } from './read-base-url.ts';

test.each([
  [' api.stripe.com/v1 ', 'https://api.stripe.com/v1'],
  ['http://api.example.com', 'http://api.example.com'],
  ['localhost:3001', 'http://localhost:3001'],
  ['127.0.0.1:8080/x', 'http://127.0.0.1:8080/x'],
  ['{{base_url}}/v1', '{{base_url}}/v1'],
  ['', ''],
])('the base URL %j is read as %j', (typed, read) => {
  expect(readBaseUrl(typed)).toBe(read);
});

test.each([
  ['https://api.stripe.com/v1', 'Stripe'],
  ['https://api.openai.com', 'Openai'],
  ['https://petstore.example.co', 'Example'],
  ['http://localhost:3001', 'Localhost'],
  ['http://127.0.0.1:3001', ''],
  ['{{base}}', ''],
])('the base URL %j suggests the name %j', (url, name) => {
  expect(nameFromBaseUrl(url)).toBe(name);
});

test('an origin is told without its path, and not while it holds a placeholder', () => {
  expect(originOf('https://API.example.com:443/v1')).toBe('https://api.example.com');
  expect(originOf('https://{{region}}.example.com/v1')).toBeNull();
  expect(originOf('https://api.example.com/{{version}}')).toBe('https://api.example.com');
  expect(originOf('api.example.com')).toBeNull();
});
