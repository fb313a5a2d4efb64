import fc from 'fast-check';
import ts from 'typescript';
import { describe, expect, it, vi } from 'vitest';
import { inferSample } from './infer-sample.ts';
import { mergeStatistics } from './merge-statistics.ts';
import { jsonValues } from './testing/arbitraries.ts';
import { toSchema } from './to-schema.ts';
import { toTypeScript } from './to-typescript.ts';
import type { FieldChoices } from './types.ts';

const LIB = `
interface Array<T> { length: number; [n: number]: T }
interface Boolean {} interface CallableFunction {} interface Function {} interface IArguments {}
interface NewableFunction {} interface Number {} interface Object {} interface RegExp {} interface String {}
type Record<K extends keyof any, T> = { [P in K]: T };
`;

/** Everything the compiler has against the code, in strict mode. */
function compile(code: string): string[] {
  const files: Record<string, string> = { '/lib.d.ts': LIB, '/main.ts': code };
  const options: ts.CompilerOptions = {
    strict: true,
    noEmit: true,
    noLib: true,
    types: [],
    exactOptionalPropertyTypes: true,
  };
  const host: ts.CompilerHost = {
    getSourceFile: (name, target) => {
      const text = files[name];
      return text === undefined ? undefined : ts.createSourceFile(name, text, target);
    },
    getDefaultLibFileName: () => '/lib.d.ts',
    writeFile: () => {},
    getCurrentDirectory: () => '/',
    getCanonicalFileName: (name) => name,
    useCaseSensitiveFileNames: () => true,
    getNewLine: () => '\n',
    fileExists: (name) => files[name] !== undefined,
    readFile: (name) => files[name],
  };
  const program = ts.createProgram(['/lib.d.ts', '/main.ts'], options, host);
  return ts.getPreEmitDiagnostics(program).map((found) => ts.flattenDiagnosticMessageText(found.messageText, '\n'));
}

const typeOf = (value: unknown, choices?: FieldChoices) =>
  toTypeScript(toSchema(inferSample(value), choices), 'payment');

// Property tests take a while on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

describe('the generated TypeScript', () => {
  it('compiles for every JSON value, and takes that value', () => {
    fc.assert(
      fc.property(fc.array(jsonValues, { minLength: 1, maxLength: 3 }), (values) => {
        const code = toTypeScript(toSchema(mergeStatistics(values.map(inferSample))), 'Answer');
        const uses = values.map((value, index) => `const value${index}: Answer = ${toLiteral(value)};`);
        expect(compile(`${code}\n${uses.join('\n')}`), code).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });

  it('is readable', () => {
    const value = [
      { id: 1, at: '2026-11-22T10:00:00Z', 'x-y': null, tags: ['a'], owner: { name: 'a' }, by: { '1': 2.5 } },
      { id: 2, at: '2026-11-22T10:00:00Z', 'x-y': 'b', tags: [], owner: null, by: {} },
      { id: 'c', at: '2026-11-22T10:00:00Z', tags: [], owner: null, by: {} },
    ];
    expect(typeOf(value)).toBe(`export type Payment = Array<{
  id: string | number;
  /** date-time */
  at: string;
  "x-y"?: string | null;
  tags: Array<string>;
  owner: {
    name: string;
  } | null;
  by: {
    [key: string]: number;
  };
}>;
`);
  });

  it('makes a union of objects with a constant tag, and of the values of an enum', () => {
    const list = ['on', 'off', 'on', 'off'].map((type) => ({ type, [`only_${type}`]: 1 }));
    const code = typeOf(list);
    expect(compile(`${code}\nconst good: Payment = [{ type: "on", only_on: 1 }];`)).toEqual([]);
    expect(compile(`${code}\nconst bad: Payment = [{ type: "on", only_off: 1 }];`)).not.toEqual([]);
    const states = Array.from({ length: 10 }, (_, index) => ({ state: index % 2 === 0 ? 'open' : 'closed' }));
    expect(typeOf(states)).toContain('state: "closed" | "open";');
  });

  it('leaves out what the builder left out, and calls chosen JSON unknown', () => {
    const code = typeOf(
      { a: 1, b: { c: 1 }, d: null, e: 5 },
      {
        '/a': { isIncluded: false },
        '/b': { type: 'json' },
        '/d': { type: 'text' },
        '/e': { type: 'date-unix' },
      },
    );
    expect(code).toBe(`export type Payment = {
  b: unknown;
  d: string | null;
  /** Date: counted from 1970 (UNIX). */
  e: number;
};
`);
  });

  it.each([
    ['Create payment', 'CreatePayment'],
    ['3D model', 'T3DModel'],
    ['créer', 'Creer'],
    ['', 'Response'],
    ['支払い', 'Response'],
    ['string', 'String'],
    ['a; declare global {}', 'ADeclareGlobal'],
  ])('names the type of %j %s', (name, expected) => {
    const code = toTypeScript(toSchema(inferSample(1)), name);
    expect(code).toBe(`export type ${expected} = number;\n`);
    expect(compile(code)).toEqual([]);
  });
});

/** A value as source code; `__proto__` as a computed key, since otherwise it would set the prototype. */
function toLiteral(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(toLiteral).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).map(([key, member]) => `[${JSON.stringify(key)}]: ${toLiteral(member)}`);
  return `{ ${members.join(', ')} }`;
}
