import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { InputType } from '../document/input.ts';
import { formatDate } from './input-value.ts';
import { parseInputText, readInput } from './parse-input.ts';
import { checkInputs } from './resolve-inputs.ts';

describe('parseInputText', () => {
  it.each<[InputType, string, unknown]>([
    ['text', ' <x> ', ' <x> '],
    ['number', ' -12.50e+3 ', '-12.50e+3'],
    ['number', '123456789012345678901234567890', '123456789012345678901234567890'],
    ['boolean', 'Yes', true],
    ['boolean', 'false', false],
    ['date', '2026-01-31', '2026-01-31'],
    ['date', '0', '1970-01-01T00:00:00.000Z'],
    ['list', '["a", 1]', '["a", 1]'],
    ['list', 'a\nb, c\n\n', '["a","b, c"]'],
    ['list', 'a, b', '["a","b"]'],
    ['object', ' {"a": 1} ', '{"a": 1}'],
  ])('reads a %s from %j', (type, text, value) => {
    expect(parseInputText(type, text)).toEqual({ ok: true, value });
  });

  it.each<[InputType, string]>([
    ['number', '1,5'],
    ['number', '01'],
    ['number', '0x10'],
    ['number', 'NaN'],
    ['boolean', '1'],
    ['date', '31.01.2026'],
    ['date', '2026-02-30'],
    ['date', '2026-01-31T25:00'],
    ['date', '99999999999999999'],
    ['list', '[1,'],
    ['object', '[1]'],
    ['object', 'null'],
    ['file', 'x'],
  ])('refuses as a %s %j, with a fix', (type, text) => {
    const result = parseInputText(type, text);
    expect(result.ok).toBe(false);
    expect(result.ok ? '' : result.fix).not.toBe('');
  });
});

describe('readInput', () => {
  it('refuses values of another type, also ones that JSON cannot hold', () => {
    const loop: unknown[] = [];
    loop.push(loop);
    const wrong: [InputType, unknown][] = [
      ['text', 1],
      ['number', true],
      ['number', Number.NaN],
      ['boolean', 'ja'],
      ['date', {}],
      ['list', {}],
      ['list', loop],
      ['object', []],
      ['object', 1],
    ];
    for (const [type, value] of wrong) expect(readInput(type, value).ok).toBe(false);
  });

  it('reads every instant back from its ISO text, with any zone', () => {
    fc.assert(
      fc.property(fc.date({ min: new Date(-6e13), max: new Date(2e14), noInvalidDate: true }), (date) => {
        const text = date.toISOString();
        const read = readInput('date', text);
        expect(read.ok && read.value.type === 'date' ? read.value.timeMs : null).toBe(
          /^\d{4}-/.test(text) ? date.getTime() : null,
        );
      }),
    );
    const zoned = readInput('date', '2026-01-31 23:30:00-05:30');
    expect(zoned.ok && zoned.value.type === 'date' && formatDate(zoned.value, 'date-time')).toBe(
      '2026-02-01T05:00:00.000Z',
    );
  });

  it('never throws, whatever is passed', () => {
    const types = fc.constantFrom<InputType>('text', 'number', 'boolean', 'date', 'list', 'object', 'file');
    fc.assert(fc.property(types, fc.anything(), (type, value) => typeof readInput(type, value).ok === 'boolean'));
  });
});

describe('checkInputs', () => {
  it('finds nothing to say of values that fit, own members alone counting', () => {
    const inherited = Object.create({ evil: 1 }) as Record<string, unknown>;
    expect(checkInputs([], inherited)).toEqual([]);
    expect(checkInputs([], JSON.parse('{"__proto__": 1}')).map(({ path }) => path)).toEqual([['inputs', '__proto__']]);
  });
});
