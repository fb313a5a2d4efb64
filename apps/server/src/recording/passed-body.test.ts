import type { RunResult } from '@jackfield/runner';
import { expect, test } from 'vitest';
import { KEPT_BODY_BYTES_MAX } from './kept-parts.ts';
import { PassedBody } from './passed-body.ts';

const passed = { error: null, body: new Uint8Array(), bodyKind: 'none' } as RunResult;

function bodyOf(chunks: readonly Uint8Array[], result = passed): string | null {
  const body = new PassedBody();
  for (const chunk of chunks) body.add(chunk);
  const { body: bytes, bodyKind } = body.addTo(result);
  return bodyKind === 'text' ? Buffer.from(bytes).toString('utf8') : null;
}

test('what was handed on in pieces is there as a whole, also where one ends within a character', () => {
  const bytes = Buffer.from('{"city": "Köln"}');
  expect(bodyOf([bytes.subarray(0, 12), bytes.subarray(12)])).toBe('{"city": "Köln"}');
});

test.each([
  ['too large', [Buffer.alloc(KEPT_BODY_BYTES_MAX, 'a'), Buffer.from('a')]],
  ['no text', [Buffer.from([0x89, 0x50, 0x4e, 0x47, 0xff])]],
  ['binary that happens to be UTF-8', [Buffer.from('GIF\u0000')]],
  ['empty', []],
])('one that is %s is left out', (_what, chunks) => {
  expect(bodyOf(chunks)).toBeNull();
});

test('one that was cut off is left out', () => {
  const error: RunResult['error'] = { kind: 'connection_lost', message: '', detail: '', hint: '' };
  expect(bodyOf([Buffer.from('{"half": ')], { ...passed, error })).toBeNull();
});
