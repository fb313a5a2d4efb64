import { expect, test } from 'vitest';
import { nameFromBaseUrl, readBaseUrl } from './base-url.ts';

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
