/// <reference types="node" />
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { describeShape } from './describe-shape.ts';
import { inferText } from './infer-sample.ts';
import { mergeStatistics } from './merge-statistics.ts';
import { compileValidator } from './testing/validate.ts';
import { toSchema } from './to-schema.ts';

vi.setConfig({ testTimeout: 120_000 });

const modules = fileURLToPath(new URL('../../../node_modules', import.meta.url));

/** JSON that others wrote, in files that this repository installs anyway. */
function read(...path: string[]): string {
  return readFileSync(join(modules, ...path), 'utf8');
}

const manifests = readdirSync(modules, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.') && !entry.name.startsWith('@'))
  .slice(0, 200)
  .map((entry) => read(entry.name, 'package.json'));

describe('the shape of JSON that others wrote', () => {
  it('accepts each of 200 manifests it was made from', () => {
    expect(manifests.length).toBeGreaterThan(100);
    const schema = toSchema(mergeStatistics(manifests.map(inferText)));
    const check = compileValidator(schema);
    for (const text of manifests) expect(check(JSON.parse(text))).toEqual([]);
    const fields = new Map(describeShape(schema).map((field) => [field.pointer, field]));
    expect(fields.get('/name')).toMatchObject({ type: 'text', isOptional: false, samples: manifests.length });
    expect(fields.get('/files')).toMatchObject({ type: 'list', itemType: 'text', isOptional: true });
  });

  it('is the same in any order of these manifests', () => {
    const statistics = manifests.slice(0, 40).map(inferText);
    const expected = JSON.stringify(mergeStatistics(statistics));
    const shuffled = fc.shuffledSubarray(statistics, { minLength: statistics.length });
    fc.assert(
      fc.property(shuffled, (samples) => {
        expect(JSON.stringify(mergeStatistics(samples))).toBe(expected);
      }),
      { numRuns: 20 },
    );
  });

  it.each([
    ['a map of packages', ['.package-lock.json'], 0.2],
    ['a flat map of texts', ['typescript', 'lib', 'de', 'diagnosticMessages.generated.json'], 0.01],
    ['a deep schema', ['@biomejs', 'biome', 'configuration_schema.json'], 0.2],
  ])('accepts %s, and is a small part of it', (_name, path, share) => {
    const text = read(...path);
    const schema = toSchema(inferText(text));
    expect(compileValidator(schema)(JSON.parse(text))).toEqual([]);
    expect(JSON.stringify(schema).length / text.length).toBeLessThan(share);
  });
});
