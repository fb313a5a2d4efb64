import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type Input, inputSchema } from '@jackfield/connector';
import { inferSample, mergeStatistics, toSchema } from '@jackfield/shape';
import ts from 'typescript';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { streamCurlCode, streamFetchCode, streamTypeScriptCode } from './stream-code.ts';
import { curlCode, fetchCode, type UsageCodeArguments } from './usage-code.ts';
import { typeScriptCode } from './usage-typescript.ts';

/** As the run API streams, cut where it hurts. */
const STREAM = [
  ': keep-alive\n\nevent: head\ndata: {"status":200}\n\neve',
  'nt: event\ndata: {"event":"delta","data":{"delta":"Hel"}}\n\nevent: text\ndata: {"text":"Hel"}\n',
  '\nevent: text\ndata: {"text":"lo\\n\\n"}\n\nevent: end\ndata: {"ok":true,"data":{"text":"Hello"}}\n\n',
];

/** A run that stops its caller, before anything came. */
const STOPPED = 'event: end\ndata: {"ok":false,"data":null,"error":{"message":"No such host."}}\n\n';

/** Answers like the run API, with what it was asked. */
let server: Server;
let address = '';
let asked: { url: string; authorization: string; body: unknown }[] = [];

async function readAsked(bytes: Buffer, contentType: string): Promise<unknown> {
  if (contentType === 'application/json') return JSON.parse(bytes.toString('utf8'));
  const form = await new Response(new Uint8Array(bytes), { headers: { 'content-type': contentType } }).formData();
  const parts = [...form].map(async ([name, value]) => {
    if (typeof value === 'string') return [name, JSON.parse(value)];
    return [name, { fileName: value.name, text: await value.text() }];
  });
  return Object.fromEntries(await Promise.all(parts));
}

beforeAll(async () => {
  server = createServer((req, res) => {
    const chunks: Buffer[] = [];
    req.on('data', (chunk: Buffer) => chunks.push(chunk));
    req.on('end', async () => {
      const body = await readAsked(Buffer.concat(chunks), req.headers['content-type'] ?? '');
      asked.push({ url: req.url ?? '', authorization: req.headers.authorization ?? '', body });
      if (req.headers.accept === 'text/event-stream') {
        res.setHeader('content-type', 'text/event-stream');
        if (req.url?.includes('stopped')) {
          res.writeHead(424).end(STOPPED);
          return;
        }
        for (const piece of STREAM) res.write(piece);
        res.end();
        return;
      }
      res.setHeader('content-type', 'application/json');
      res.end('{"outcome":"response","ok":true,"status":200,"headers":{},"data":{"id":1},"error":null}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const bound = server.address();
  address = `http://127.0.0.1:${typeof bound === 'object' && bound !== null ? bound.port : 0}`;
});
afterAll(() => {
  server.close();
});

const INPUTS: Input[] = [
  { name: 'id', testValue: "O'Hara" },
  { name: 'count', type: 'number', testValue: '3', isRequired: false },
  { name: 'paid at', type: 'boolean', testValue: 'yes' },
  { name: 'tags', type: 'list', testValue: 'a, b', description: 'Those */ to keep' },
  { name: 'since', type: 'date', isRequired: false },
  { name: 'kind', testValue: 'eu', allowedValues: ['eu', 'us'] },
  { name: 'note', isRequired: false },
].map((input) => inputSchema.parse(input));
const PASSED = { id: "O'Hara", count: 3, 'paid at': true, tags: ['a', 'b'], kind: 'eu' };

function code(changes: Partial<UsageCodeArguments> = {}): UsageCodeArguments {
  const sample = { items: [{ id: 1, name: 'x', note: null }], total: 1 };
  return {
    address,
    project: 'acme',
    api: 'shop',
    call: 'list-orders',
    name: 'List orders',
    inputs: INPUTS,
    schema: toSchema(mergeStatistics([inferSample(sample)]), {}),
    errorSchema: null,
    onError: 'continue',
    isPerEndUser: false,
    as: null,
    ...changes,
  };
}

/** What the compiler says of each text, strictly. */
function problemsOf(texts: readonly string[]): string[][] {
  const options: ts.CompilerOptions = { strict: true, noEmit: true, target: ts.ScriptTarget.ES2022, types: [] };
  const host = ts.createCompilerHost(options);
  const { getSourceFile } = host;
  const names = texts.map((_, index) => `use-${index}.ts`);
  host.getSourceFile = (name, ...rest) => {
    const text = texts[names.indexOf(name)];
    return text === undefined
      ? getSourceFile.call(host, name, ...rest)
      : ts.createSourceFile(name, text, ts.ScriptTarget.ES2022);
  };
  const problems = ts.getPreEmitDiagnostics(ts.createProgram(names, options, host));
  return names.map((name) =>
    problems
      .filter(({ file }) => file?.fileName === name)
      .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n')),
  );
}

describe('what is copied', () => {
  test('as cURL runs in a shell, with the test values in their types', async () => {
    asked = [];
    const { stdout } = await promisify(execFile)('sh', ['-c', `${curlCode(code({ as: 'data' }))} -s`]);
    expect(JSON.parse(stdout)).toMatchObject({ data: { id: 1 } });
    expect(asked).toEqual([
      {
        url: '/run/v1/acme/shop/list-orders?as=data&onError=continue',
        authorization: 'Bearer YOUR_TOKEN',
        body: { inputs: PASSED },
      },
    ]);
  });

  test('as fetch runs in Node', async () => {
    asked = [];
    const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', fetchCode(code())]);
    expect(stdout).toContain('{ id: 1 }');
    expect(asked[0]?.body).toEqual({ inputs: PASSED });
  });

  test('names the end user whose connection is meant, where each has their own', async () => {
    const ofUser = code({ isPerEndUser: true });
    const text = `${typeScriptCode(ofUser)}
await runListOrders('YOUR_TOKEN', 'u 1/ä', { id: "O'Hara", 'paid at': true, tags: [], kind: 'eu' });
export {};`;
    const { outputText } = ts.transpileModule(text, {
      compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ES2022 },
    });
    asked = [];
    await promisify(execFile)('sh', ['-c', `${curlCode(ofUser)} -s`]);
    await promisify(execFile)(process.execPath, ['--input-type=module', '-e', fetchCode(ofUser)]);
    await promisify(execFile)(process.execPath, ['--input-type=module', '-e', outputText]);
    const users = asked.map(({ url }) => new URL(url, address).searchParams.get('user'));
    expect(users).toEqual(['YOUR_USER', 'YOUR_USER', 'u 1/ä']);
    expect(problemsOf([text, streamTypeScriptCode(ofUser)])).toEqual([[], []]);
  }, 60_000);

  test('with files runs as cURL, as fetch and as TypeScript, each as a form', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'jackfield-usage-'));
    writeFileSync(join(folder, 'my-photo'), 'the bytes');
    const inputs = [
      ...INPUTS,
      inputSchema.parse({ name: 'my photo', type: 'file' }),
      inputSchema.parse({ name: 'logo', type: 'file', testValue: 'https://example.com/a.png' }),
    ];
    const files = code({ inputs });
    const body = {
      inputs: { ...PASSED, logo: 'https://example.com/a.png' },
      'my photo': { fileName: 'my-photo', text: 'the bytes' },
    };
    const text = `${typeScriptCode(files)}
await runListOrders('YOUR_TOKEN', {
  id: "O'Hara", count: 3, 'paid at': true, tags: ['a', 'b'], kind: 'eu', logo: 'https://example.com/a.png',
  'my photo': new File(['the bytes'], 'my-photo'),
});
export {};`;
    const { outputText } = ts.transpileModule(text, {
      compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ES2022 },
    });
    asked = [];
    const options = { cwd: folder };
    await promisify(execFile)('sh', ['-c', `${curlCode(files)} -s`], options);
    await promisify(execFile)(process.execPath, ['--input-type=module', '-e', fetchCode(files)], options);
    await promisify(execFile)(process.execPath, ['--input-type=module', '-e', outputText], options);
    rmSync(folder, { recursive: true });
    expect(asked.map((each) => each.body)).toEqual([body, body, body]);
    expect(problemsOf([text])).toEqual([[]]);
  }, 60_000);

  test('as TypeScript holds for right uses and no others, also where there are no inputs and no shape', () => {
    const text = typeScriptCode(code());
    const use = (lines: string) => `${text}\nexport async function use() {\n${lines}\n}`;
    const right = `{ id: 'x', 'paid at': true, tags: ['a'], kind: 'us' as const, since: '2026-01-01' }`;
    const bare = typeScriptCode(code({ inputs: [], schema: null, name: '3 things' }));
    const refusal = {
      ...mergeStatistics([inferSample({ title: 'no', errors: [{ field: 'x' }] })]),
      headers: [['content-type', 1]] satisfies [string, number][],
      headerSamples: 1,
    };
    const typed = typeScriptCode(code({ errorSchema: toSchema(refusal), onError: 'continue' }));
    const stops = typeScriptCode(code({ errorSchema: toSchema(refusal), onError: 'stop' }));
    const withUse = (made: string, lines: string) => `${made}\nexport async function use() {\n${lines}\n}`;
    const [whole, used, ofNumber, without, ofRefusal, unknown, ofBare, ...ofErrors] = problemsOf([
      text,
      use(`const result = await runListOrders('t', ${right});
        if (result.ok) { const names: string[] = result.data.items.map((item) => item.name); return names; }
        return result.error?.hint;`),
      use(`await runListOrders('t', { id: 1 });`),
      use(`await runListOrders('t');`),
      use(`const result = await runListOrders('t', ${right}); result.data.items;`),
      use(`const result = await runListOrders('t', ${right}); if (result.ok) result.data.other;`),
      `${bare}\nrunCall3Things('t').then(({ data }) => data satisfies unknown);`,
      withUse(
        typed,
        `const result = await runListOrders('t', ${right});
        if (result.ok) return result.data.total.toFixed();
        const type: string = result.headers['content-type'];
        return [type, ...(result.data?.errors.map(({ field }) => field.length) ?? []), result.error?.hint];`,
      ),
      withUse(typed, `const result = await runListOrders('t', ${right}); if (!result.ok) result.data?.items;`),
      withUse(
        stops,
        `try { return (await runListOrders('t', ${right})).data.items; }
        catch (error) { if (error instanceof ListOrdersStopped) return error.result.data?.title.length; throw error; }`,
      ),
    ]);
    expect([whole, used, ofBare]).toEqual([[], [], []]);
    expect(ofErrors.map((problems) => problems.length)).toEqual([0, 1, 0]);
    expect(ofNumber?.[0]).toContain('number');
    expect(without).toHaveLength(1);
    expect(ofRefusal).toHaveLength(1);
    expect(unknown).toHaveLength(1);
  }, 60_000);

  test('of a stream runs: its text is written as it comes', async () => {
    asked = [];
    const { stdout } = await promisify(execFile)('sh', ['-c', `${streamCurlCode(code({ as: 'data' }))} -s`]);
    expect(stdout).toBe(STREAM.join(''));
    const node = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', streamFetchCode(code())]);
    expect(node.stdout).toBe('Hello\n\n');
    expect(asked.map(({ body }) => body)).toEqual([{ inputs: PASSED }, { inputs: PASSED }]);
  });

  test('of a stream as TypeScript is an async iterator over events of their types, and runs', async () => {
    const events = [
      { event: 'delta', data: { delta: 'a' } },
      { event: 'delta', data: { delta: 'b' } },
    ];
    const schema = toSchema(mergeStatistics([inferSample({ text: '', events })]), {});
    const text = streamTypeScriptCode(code({ inputs: [], schema }));
    const use = (part: string) => `${text}
      const stream = streamListOrders('t');
      for (let next = await stream.next(); ; next = await stream.next()) {
        if (next.done) { console.log(next.value.ok, next.value.data.text); break; }
        if (next.value.type === 'event') console.log(${part}); else console.log(JSON.stringify(next.value.text));
      }
      export {};`;
    const right = use('next.value.event.data.delta.toUpperCase()');
    const bare = streamTypeScriptCode(code({ schema: null }));
    const [ofRight, ofWrong, ofBare] = problemsOf([right, use('next.value.event.data.other'), bare]);
    expect([ofRight, ofBare]).toEqual([[], []]);
    expect(ofWrong).toHaveLength(1);
    const { outputText } = ts.transpileModule(right, {
      compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext },
    });
    const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', outputText]);
    expect(stdout).toBe('HEL\n"Hel"\n"lo\\n\\n"\ntrue Hello\n');
  }, 60_000);

  test('of a stream that stops its callers reads how the run ended', async () => {
    const stopped = code({ inputs: [], address: `${address}/stopped`, onError: 'stop' });
    const asFetch = promisify(execFile)(process.execPath, ['--input-type=module', '-e', streamFetchCode(stopped)]);
    await expect(asFetch).rejects.toMatchObject({ stderr: expect.stringMatching(/Error: No such host\./) });
    const text = `${streamTypeScriptCode(stopped)}
      const { value } = await streamListOrders('t').next();
      console.log(value && 'ok' in value && value.ok);
      export {};`;
    expect(problemsOf([text])).toEqual([[]]);
    const { outputText } = ts.transpileModule(text, {
      compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext },
    });
    const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', outputText]);
    expect(stdout).toBe('false\n');
  }, 60_000);

  test('never holds the value of a sensitive input', () => {
    const inputs = [inputSchema.parse({ name: 'token', isSensitive: true, testValue: 'kept elsewhere' })];
    for (const make of [curlCode, fetchCode, typeScriptCode, streamCurlCode, streamFetchCode, streamTypeScriptCode]) {
      expect(make(code({ inputs }))).not.toContain('kept elsewhere');
    }
  });
});
