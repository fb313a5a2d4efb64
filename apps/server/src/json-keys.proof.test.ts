import { type CallDocument, type Input, inputSchema } from '@jackfield/connector';
import { getCall } from '@jackfield/contracts';
import { toTypeScript } from '@jackfield/shape';
import { reportProof } from '@jackfield/testing';
import ts from 'typescript';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type JsonScene, rawTextOf, runRaw, save, startJsonScene } from './testing/json-upstream.ts';
import { eventsOf, initialize, initializeAndSave, type MadeCall, makeCall } from './testing/make-call.ts';

const OBJECT_NAMES = Object.getOwnPropertyNames(Object.getPrototypeOf({})).sort();

let scene: JsonScene;
beforeAll(async () => {
  scene = await startJsonScene();
});
afterAll(() => scene.stop());

function expectPrototypeUnchanged(): void {
  expect(Object.getOwnPropertyNames(Object.prototype).sort()).toEqual(OBJECT_NAMES);
  expect(Object.getOwnPropertySymbols(Object.prototype)).toEqual([]);
  expect(({} as Record<string, unknown>).polluted).toBeUndefined();
}

function report(claim: string, count: number, of: number): void {
  const goal = `${of} of ${of}`;
  const figure = `${count} of ${of}`;
  reportProof({ about: 'JSON', claim, figure, goal, isMet: figure === goal });
}

/** A call of its own for one text. */
async function made(name: string, bytes: Buffer, document: Partial<CallDocument> = {}): Promise<MadeCall> {
  scene.bodies.set(name, bytes);
  return makeCall(scene.owner, scene.origin, { call: { url: `/${name}`, ...document } });
}

/** Each key as JSON writes it, and as a field is shown: null where it counts as an entry of a map. */
const KEYS: [written: string, shown: string | null][] = [
  ...[
    '__proto__',
    'constructor',
    'prototype',
    'toString',
    'hasOwnProperty',
    '__defineGetter__',
    'valueOf',
    '',
    'a.b',
    'a~b',
    '~0~1~2',
    'a[0]',
    ' ',
    '*',
    '$ref',
    'items',
    'properties',
    '😀',
    '👩‍👩‍👧',
    'é',
    'e\u0301',
    'שלום',
    '"quoted"',
    'back\\slash',
    'line\nbreak',
    '*/ evil /*',
    '`$1`',
    '\u2028',
    '</script>',
    'x'.repeat(200),
  ].map((key): [string, string] => [JSON.stringify(key), key]),
  ['"a/b"', 'a/b'],
  ['"\\u0061\\/c"', 'a/c'],
  [`"${'x'.repeat(10_000)}"`, null],
  ['"nul\\u0000"', null],
  ['"\\ud800"', null],
  ['"\\udfaa\\ud800"', null],
];

function compile(code: string): string[] {
  const options: ts.CompilerOptions = { noEmit: true, strict: true, noLib: true, types: [] };
  const source = ts.createSourceFile('shape.ts', code, ts.ScriptTarget.ESNext, true);
  const host = {
    ...ts.createCompilerHost(options),
    getSourceFile: (name: string) => (name === 'shape.ts' ? source : undefined),
  };
  const program = ts.createProgram(['shape.ts'], options, host);
  return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)].map((found) =>
    ts.flattenDiagnosticMessageText(found.messageText, '\n'),
  );
}

describe('a key', () => {
  it('of any name is inferred, saved, shown, generated and run as the plain key it is', async () => {
    // Of several kinds: many fields of one make would be taken for a map.
    const values = ['{"polluted":1}', '"text"', '2'];
    const text = `{${KEYS.map(([written], index) => `${written}:${values[index % 3]}`).join(',')}}`;
    const call = await made('keys', Buffer.from(text));
    const events = await initialize(scene.owner, call.call);
    const named = KEYS.filter(([, shown]) => shown !== null);
    const [shape] = eventsOf(events, 'shape');
    const learned = shape?.fields.filter(({ depth }) => depth === 1).map(({ key }) => key);
    const names = [...named.map(([, shown]) => shown), '*'].sort();
    expect([...new Set(learned)].sort()).toEqual([...new Set(names)].sort());
    const saved = await save(scene.owner, call.call, events);
    const { shape: stored } = await scene.owner.client.call(getCall, { params: { callId: saved.id } });
    if (stored === null) throw new Error('the shape was not saved');
    const shown = stored.fields.filter(({ depth }) => depth === 1).map(({ key }) => key);
    expect(shown).toEqual(learned);
    const { properties, required } = stored.schema as { properties: object; required: string[] };
    expect(Object.keys(properties).sort()).toEqual(named.map(([, key]) => key).sort());
    expect([...required].sort()).toEqual(Object.keys(properties).sort());
    const code = toTypeScript(stored.schema, 'Keys');
    expect(code).toMatch(/^ {2}__proto__: \{$/m);
    expect(compile(`${code}\n`)).toEqual(compile('export type Keys = {};\n'));
    const { bytes } = await runRaw(scene.server, { ...call, call: saved }, scene.owner, scene.token, {});
    expect(bytes.includes(`"data":${text},"error":null`)).toBe(true);
    expect(rawTextOf(events)).toBe(text);
    expectPrototypeUnchanged();
    report(
      'odd keys inferred, saved, shown, generated as TypeScript and run, `Object.prototype` unchanged',
      KEYS.length,
      36,
    );
  });

  it('leaves the prototype of the shape worker alone too', async () => {
    const filler = `"filler":"${'x'.repeat(300_000)}"`;
    const text = `{"__proto__":{"polluted":1,"toString":2},"constructor":{"prototype":{"polluted":3}},${filler}}`;
    const call = await made('worker', Buffer.from(text));
    for (let time = 0; time < 2; time += 1) {
      const [shape] = eventsOf(await initialize(scene.owner, call.call), 'shape');
      expect(shape?.fields.map(({ pointer }) => pointer)).toEqual([
        '',
        '/__proto__',
        '/__proto__/polluted',
        '/__proto__/toString',
        '/constructor',
        '/constructor/prototype',
        '/constructor/prototype/polluted',
        '/filler',
      ]);
    }
    expectPrototypeUnchanged();
  });

  it('stands as it is in an object that is passed as an input', async () => {
    const o: Input = { ...inputSchema.parse({ name: 'o', type: 'object' }), testValue: '{}' };
    const body = { kind: 'json' as const, template: '{"value": <o>, "__proto__": {"text": "<o>"}, "constructor": 1}' };
    const post = await made('input', Buffer.from('{}'), { method: 'POST', useAs: 'data', inputs: [o], body });
    const call = { ...post, call: await initializeAndSave(scene.owner, post.call) };
    const object = `{${KEYS.map(([written], index) => `${written}:{"polluted":${index}}`).join(',')}}`;
    const answer = await runRaw(scene.server, call, scene.owner, scene.token, `{"inputs":{"o":${object}}}`);
    expect(JSON.parse(answer.bytes.toString())).toMatchObject({ outcome: 'response' });
    const sent = JSON.parse(scene.received.at(-1)?.toString() ?? '');
    expect(JSON.stringify(sent.value)).toBe(JSON.stringify(JSON.parse(object)));
    expect(Object.keys(sent)).toEqual(['value', '__proto__', 'constructor']);
    expect(JSON.stringify(JSON.parse(Object.getOwnPropertyDescriptor(sent, '__proto__')?.value.text))).toBe(
      JSON.stringify(JSON.parse(object)),
    );
    expectPrototypeUnchanged();
  });

  it('that the name of an input can have is one like any other', async () => {
    const names = ['__proto__', 'constructor', 'prototype', 'toString', 'valueOf', 'a.b', 'a b'];
    const inputs = names.map((name): Input => ({ ...inputSchema.parse({ name }), testValue: 'test' }));
    const template = `{${names.map((name, index) => `"k${index}": "<${name}>"`).join(', ')}}`;
    const document = { method: 'POST', useAs: 'data' as const, inputs, body: { kind: 'json' as const, template } };
    const post = await made('names', Buffer.from('{}'), document);
    const call = { ...post, call: await initializeAndSave(scene.owner, post.call) };
    const values = names.map((name, index) => `${JSON.stringify(name)}:"v${index}"`).join(',');
    const answer = await runRaw(scene.server, call, scene.owner, scene.token, `{"inputs":{${values}}}`);
    expect(answer.bytes.toString()).toContain('"outcome":"response"');
    const sent = JSON.parse(scene.received.at(-1)?.toString() ?? '');
    expect(Object.values(sent)).toEqual(names.map((_, index) => `v${index}`));
    const none = await runRaw(scene.server, call, scene.owner, scene.token, '{"inputs":{"hasOwnProperty":1}}');
    expect(none.status).toBe(400);
    expect(none.bytes.toString()).toContain('hasOwnProperty');
    expectPrototypeUnchanged();
    report('odd names of inputs: passed, sent, and named when missing', names.length, 7);
  });

  it('of a header of the response is shown like any other', async () => {
    scene.bodies.set('headers', (res) => {
      for (const name of ['__proto__', 'constructor', 'toString', 'hasOwnProperty']) res.setHeader(name, `of ${name}`);
      res.end('{}');
    });
    const { bytes } = await scene.run('headers', '?headers=all');
    const { headers } = JSON.parse(bytes.toString());
    for (const name of ['__proto__', 'constructor', 'tostring', 'hasownproperty']) {
      expect(Object.getOwnPropertyDescriptor(headers, name)?.value).toMatch(new RegExp(`^of ${name}$`, 'i'));
    }
    const passed = await scene.run('headers', '?headers=all&answer=body');
    expect(passed.headers.get('constructor')).toBe('of constructor');
    expectPrototypeUnchanged();
  });
});

describe('a number', () => {
  const NUMBERS = [
    '9007199254740993',
    '9223372036854775807',
    '9223372036854775808',
    '-9223372036854775808',
    '18446744073709551615',
    '0.123456789012345678901234567890',
    '123456789012345678901234567890.5',
    '1e400',
    '-1e-400',
    '-0',
    '1E+2',
    '1.0',
    '0.1e1',
  ];

  it('arrives as it was sent: in the envelope, the body, the raw view, and as an example where a double would round it', async () => {
    let kept = 0;
    for (const [index, number] of NUMBERS.entries()) {
      const text = `{"n": ${number} }`;
      const call = await made(`number-${index}`, Buffer.from(text));
      const events = await initialize(scene.owner, call.call);
      const saved = { ...call, call: await save(scene.owner, call.call, events) };
      const envelope = await runRaw(scene.server, saved, scene.owner, scene.token, {});
      const body = await runRaw(scene.server, saved, scene.owner, scene.token, {}, '?answer=body');
      expect(envelope.bytes.toString()).toContain(`"data":${text},"error":null`);
      expect(body.bytes.toString()).toBe(text);
      expect(rawTextOf(events)).toBe(text);
      const example = eventsOf(events, 'shape')[0]?.fields.find(({ pointer }) => pointer === '/n')?.examples[0] ?? '';
      // The same number, though its spelling may be shorter.
      expect(example).toBe(['-0', '1E+2', '1.0', '0.1e1'].includes(number) ? String(Number(number) + 0) : number);
      kept += 1;
    }
    report('numbers as sent in the envelope, the body, the raw view and the examples', kept, 13);
  });

  it('is refused as an input where a double would round it, and otherwise sent as the same number', async () => {
    const n: Input = { ...inputSchema.parse({ name: 'o', type: 'object' }), testValue: '{}' };
    const body = { kind: 'json' as const, template: '{"value": <o>}' };
    const post = await made('sent', Buffer.from('{}'), { method: 'POST', useAs: 'data', inputs: [n], body });
    const call = { ...post, call: await initializeAndSave(scene.owner, post.call) };
    let right = 0;
    for (const number of NUMBERS) {
      const before = scene.received.length;
      const answer = await runRaw(scene.server, call, scene.owner, scene.token, `{"inputs":{"o":{"n":${number}}}}`);
      const isKept = ['-0', '1E+2', '1.0', '0.1e1'].includes(number);
      if (isKept) {
        expect(answer.bytes.toString()).toContain('"outcome":"response"');
        expect(JSON.parse(scene.received.at(-1)?.toString() ?? '').value.n).toBe(Number(number) + 0);
      } else {
        expect(answer.status, number).toBe(400);
        expect(JSON.parse(answer.bytes.toString()).errors[0]).toMatchObject({
          // It says how long the number is, and never repeats it: it may be the value of a sensitive input.
          message: expect.stringContaining(`A number of ${number.length} characters`),
          fix: 'Pass it as text, in quotation marks.',
        });
        expect(scene.received.length).toBe(before);
      }
      right += 1;
    }
    report('numbers as inputs: the same number is sent, or it is refused by name', right, 13);
  });
});
