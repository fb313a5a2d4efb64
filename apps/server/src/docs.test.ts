import { readFileSync } from 'node:fs';
import path from 'node:path';
import { errorKindSchema } from '@jackfield/connector';
import { PROBLEMS, problemCodeSchema } from '@jackfield/contracts';
import { describe, expect, test } from 'vitest';
import { AppError } from './app-error.ts';
import { envSchema, parseEnv, REPOSITORY_ROOT } from './env.ts';
import { toProblem } from './http/problem.ts';

const read = (file: string) => readFileSync(path.join(REPOSITORY_ROOT, file), 'utf8');

describe('docs/errors.md', () => {
  const [, problems = '', outcomes = ''] = read('docs/errors.md').split(/^## .*$/m);
  const sectionsOf = (part: string) =>
    new Map(
      part
        .split(/^### /m)
        .slice(1)
        .map((section): [string, string] => {
          const [name = '', ...lines] = section.split('\n');
          return [name, lines.join('\n').trim()];
        }),
    );

  test('has one section for each problem, with its status, and no other', () => {
    const sections = sectionsOf(problems);
    expect([...sections.keys()].sort()).toEqual(Object.keys(PROBLEMS).sort());
    for (const code of problemCodeSchema.options) {
      expect(sections.get(code), code).toMatch(new RegExp(`^${PROBLEMS[code].status}[.,] .{20}`));
    }
  });

  test('has one section for each outcome of a run that is no response, and no other', () => {
    const sections = sectionsOf(outcomes);
    expect([...sections.keys()].sort()).toEqual([...errorKindSchema.options].sort());
    for (const [kind, text] of sections) expect(text.length, kind).toBeGreaterThan(20);
  });

  test('is where the type of every problem points, each to a section of its own', () => {
    const headings = [...sectionsOf(problems).keys(), ...sectionsOf(outcomes).keys()];
    expect(new Set(headings).size).toBe(headings.length);
    for (const code of problemCodeSchema.options) {
      expect(toProblem(new AppError(code), 'an-id').type).toBe(`/docs/errors.md#${code}`);
    }
  });
});

describe('README.md', () => {
  const readme = read('README.md');
  const rows = [...readme.matchAll(/^\| `([A-Z_]+)` \| (?:`(.*?)`)? *\| .{10}/gm)];

  test('lists every setting that an operator may want, and no other', () => {
    const settings = Object.keys(envSchema.shape).filter((name) => name !== 'NODE_ENV');
    expect(rows.map(([, name]) => name).sort()).toEqual(settings.sort());
  });

  test('shows the defaults', () => {
    const shown = Object.fromEntries(rows.map(([, name = '', value]) => [name, value]));
    expect(parseEnv({ ...shown, JACKFIELD_DATA: undefined })).toEqual(parseEnv({}));
    expect(path.resolve(REPOSITORY_ROOT, shown.JACKFIELD_DATA ?? '')).toBe(parseEnv({}).JACKFIELD_DATA);
  });

  test.each(['README.md', 'docs/errors.md'])('%s names no setting that there is not', (file) => {
    const named = new Set(read(file).match(/\bJACKFIELD_[A-Z_]+/g));
    expect([...named].filter((name) => !(name in envSchema.shape))).toEqual([]);
  });
});
