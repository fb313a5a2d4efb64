import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { RunError } from '@jackfield/connector';
import type { InitializationEvent } from '@jackfield/contracts';
import { findJsonFault, reportProof } from '@jackfield/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { REPOSITORY_ROOT } from './env.ts';
import { type JsonFile, PARSING_FILES, TRANSFORM_FILES } from './testing/json-suite.ts';
import { type JsonScene, rawTextOf, startJsonScene } from './testing/json-upstream.ts';
import { eventsOf } from './testing/make-call.ts';

const FILES = [...PARSING_FILES, ...TRANSFORM_FILES];

interface Seen {
  file: JsonFile;
  /** The envelope's bytes, and what they say. */
  text: Buffer;
  envelope: { outcome: string; error: RunError | null; warnings: string[] };
  body: { status: number; outcome: string | null; bytes: Buffer };
  events: InitializationEvent[];
}

let scene: JsonScene;
const seen = new Map<string, Seen>();
beforeAll(async () => {
  scene = await startJsonScene();
  for (const { name, bytes } of FILES) scene.bodies.set(name, bytes);
  for (const file of FILES) {
    const { bytes: text } = await scene.run(file.name);
    const { status, headers, bytes } = await scene.run(file.name, '?answer=body');
    seen.set(file.name, {
      file,
      text,
      envelope: JSON.parse(text.toString()),
      body: { status, outcome: headers.get('jackfield-outcome'), bytes },
      events: await scene.initialize(file.name),
    });
  }
});
afterAll(() => scene.stop());

function filesOf(prefix: 'y_' | 'n_' | 'i_'): Seen[] {
  return [...seen.values()].filter(({ file }) => file.name.startsWith(prefix));
}

function expectPassed({ file, text, envelope, events }: Seen, data: Uint8Array): void {
  expect(envelope, file.name).toMatchObject({ outcome: 'response', error: null });
  const start = text.indexOf('"data":') + '"data":'.length;
  expect(text.subarray(start, start + data.length).equals(data), file.name).toBe(true);
  expect(text.subarray(start + data.length).toString(), file.name).toMatch(/^,"error":null,"warnings":\[/);
  const [shape] = eventsOf(events, 'shape');
  expect(shape?.fields[0]?.inferredType, file.name).toBe(typeOf(JSON.parse(Buffer.from(data).toString())));
  expect(rawTextOf(events), file.name).toBe(new TextDecoder().decode(data));
  expect(eventsOf(events, 'end')[0]?.warnings, file.name).toEqual(envelope.warnings);
}

function typeOf(value: unknown): string {
  if (value === null) return 'json';
  if (Array.isArray(value)) return 'list';
  return typeof value === 'string' ? 'text' : typeof value;
}

function expectRefused({ file, envelope, events }: Seen, line: number, column: number): void {
  expect(envelope, file.name).toMatchObject({ outcome: 'decode', data: null, error: { kind: 'decode' } });
  expect(envelope.error?.detail, file.name).toContain(`Not JSON at line ${line}, column ${column} (byte `);
  expect(eventsOf(events, 'shape'), file.name).toEqual([]);
  expect(eventsOf(events, 'end')[0], file.name).toMatchObject({ outcome: 'decode', error: envelope.error });
}

/** Where a reader of 200 levels has to stop, by `JSON.parse`. */
function faultOf({ name, bytes }: JsonFile): { line: number; column: number } {
  const deep = /^(?:\[(?:\{"":)?){100,}/.exec(bytes.toString('latin1'))?.[0] ?? '';
  const levels = [...deep.matchAll(/[[{]/g)].map(({ index }) => index);
  const withoutMark = bytes.subarray(0, 3).equals(Buffer.from([0xef, 0xbb, 0xbf])) ? bytes.subarray(3) : bytes;
  const byte = levels[200] ?? findJsonFault(withoutMark);
  if (byte === null) throw new Error(`${name} is JSON`);
  const before = new TextDecoder().decode(withoutMark.subarray(0, byte)).split('\n');
  return { line: before.length, column: [...(before.at(-1) ?? '')].length + 1 };
}

describe('JSONTestSuite through a real upstream', () => {
  it('is there in full', () => {
    expect([filesOf('y_').length, filesOf('n_').length, filesOf('i_').length]).toEqual([95, 188, 35]);
    expect(TRANSFORM_FILES.length).toBe(22);
  });

  it('is passed on byte for byte where it must be accepted, and its shape is inferred', () => {
    const accepted = filesOf('y_');
    for (const one of accepted) expectPassed(one, one.file.bytes);
    report('y_ files accepted, `data` and the body byte for byte, shape inferred', accepted.length, '95 of 95');
  });

  it('is refused with line and column where it must be refused', () => {
    const refused = filesOf('n_');
    for (const one of refused) {
      const { line, column } = faultOf(one.file);
      expectRefused(one, line, column);
    }
    report('n_ files refused, with the line and column that JSON.parse stops at', refused.length, '188 of 188');
  });

  it('is treated as docs/json.md says where each reader decides for itself', () => {
    const doc = readFileSync(path.join(REPOSITORY_ROOT, 'docs/json.md'), 'utf8');
    const rows = [...doc.matchAll(/^\| `(i_.+?)` \| .+? \| (.+?) \|$/gm)].map(([, name = '', told = '']) => ({
      name,
      told,
    }));
    const files = filesOf('i_');
    expect(rows.map(({ name }) => name).sort()).toEqual(files.map(({ file }) => file.name).sort());
    for (const { name, told } of rows) {
      const one = seen.get(name);
      if (one === undefined) throw new Error(`${name} was not run`);
      const refused = /^refused at line (\d+), column (\d+)$/.exec(told);
      if (refused !== null) expectRefused(one, Number(refused[1]), Number(refused[2]));
      else expectPassed(one, dataAsTold(one.file.bytes, told));
    }
    report('i_ files treated as the table of docs/json.md says', rows.length, '35 of 35');
  });

  it('is handed on as it is with answer=body, JSON or not', () => {
    for (const { file, body } of seen.values()) {
      expect([body.status, body.outcome], file.name).toEqual([200, 'response']);
      expect(body.bytes.equals(file.bytes), file.name).toBe(true);
    }
    report('files handed on byte for byte with `answer=body`', seen.size, '340 of 340');
  });

  it('keeps what other readers change: digits, escapes, keys that come twice or differ in form', () => {
    const strict = TRANSFORM_FILES.filter(({ name }) => /\d_invalid_codepoints?$/.test(name));
    expect(strict.length).toBe(3);
    for (const file of TRANSFORM_FILES) {
      const one = seen.get(file.name);
      if (one === undefined) throw new Error(`${file.name} was not run`);
      // Half of a surrogate pair as bytes is no UTF-8.
      if (strict.includes(file)) expectRefused(one, 1, 4);
      else expectPassed(one, file.bytes);
      const isTwice = file.name.startsWith('object_same_key');
      expect(one.envelope.warnings.length, file.name).toBe(isTwice ? 1 : 0);
      if (isTwice) expect(one.envelope.warnings[0]).toMatch(/^The key "a" stands twice .+\(line 1, column \d+\)/);
    }
    report('test_transform files as sent, or refused where they are no UTF-8', TRANSFORM_FILES.length, '22 of 22');
  });
});

function dataAsTold(bytes: Buffer, told: string): Uint8Array {
  switch (told) {
    case 'passed on as sent':
      return bytes;
    case 'passed on without the byte order mark':
      return bytes.subarray(3);
    case 'passed on as UTF-8':
      return Buffer.from(new TextDecoder('utf-16le').decode(bytes));
    default:
      throw new Error(`docs/json.md says "${told}", which nothing here can mean`);
  }
}

function report(claim: string, count: number, goal: string): void {
  const figure = `${count} of ${goal.split(' of ')[1]}`;
  reportProof({ about: 'JSON', claim: `JSONTestSuite: ${claim}`, figure, goal, isMet: figure === goal });
}
