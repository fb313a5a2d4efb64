import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parseEnv as parseEnvFile } from 'node:util';
import { describe, expect, test } from 'vitest';
import { EnvError, envSchema, parseEnv, publicUrl, REPOSITORY_ROOT } from './env.ts';

const example = readFileSync(path.join(REPOSITORY_ROOT, '.env.example'), 'utf8');

test('.env.example names every setting and no other', () => {
  expect(Object.keys(parseEnvFile(example)).sort()).toEqual(Object.keys(envSchema.shape).sort());
});

test('.env.example shows the defaults', () => {
  const shown = parseEnv({ ...parseEnvFile(example), JACKFIELD_DATA: undefined });
  expect(shown).toEqual(parseEnv({}));
  expect(parseEnvFile(example).JACKFIELD_DATA).toBe('./data');
});

describe('parseEnv', () => {
  test('needs nothing', () => {
    expect(parseEnv({})).toMatchObject({
      HOST: '127.0.0.1',
      PORT: 4000,
      JACKFIELD_DATA: path.join(REPOSITORY_ROOT, 'data'),
      JACKFIELD_SIGNUP: 'invitation',
      JACKFIELD_EGRESS_ALLOW: [],
    });
  });

  test('takes a blank for "not set"', () => {
    expect(parseEnv({ PORT: '', DATABASE_URL: ' ', HOST: '' })).toEqual(parseEnv({}));
  });

  test('lists everything that is wrong at once, and repeats no secret', () => {
    const read = () =>
      parseEnv({
        PORT: '70000',
        DATABASE_URL: 'mysql://root:hunter22@db/x',
        JACKFIELD_URL: 'example.com',
        JACKFIELD_SIGNUP: 'yes',
        JACKFIELD_EGRESS_ALLOW: 'http://a, 10.0.0.0/99',
        JACKFIELD_LOG_LEVEL: 'loud',
      });
    expect(read).toThrow(EnvError);
    try {
      read();
    } catch (error) {
      const problems = error instanceof EnvError ? error.problems : [];
      expect(problems.map((problem) => problem.split(' ')[0])).toEqual([
        'PORT',
        'DATABASE_URL',
        'JACKFIELD_URL',
        'JACKFIELD_SIGNUP',
        'JACKFIELD_EGRESS_ALLOW',
        'JACKFIELD_EGRESS_ALLOW',
        'JACKFIELD_LOG_LEVEL',
      ]);
      expect(String(error)).not.toContain('hunter22');
    }
  });

  test.each(['abc', '-1', '80.5', '1e9'])('refuses PORT=%s', (PORT) => {
    expect(() => parseEnv({ PORT })).toThrow('PORT should be a port number, 0 to 65535');
  });
});

test('the public address is that of JACKFIELD_URL, or where the server listens', () => {
  expect(publicUrl({ JACKFIELD_URL: 'https://j.example/', HOST: '0.0.0.0' }, 1)).toBe('https://j.example');
  expect(publicUrl({ JACKFIELD_URL: undefined, HOST: '127.0.0.1' }, 4000)).toBe('http://127.0.0.1:4000');
  expect(publicUrl({ JACKFIELD_URL: undefined, HOST: '0.0.0.0' }, 4000)).toBe('http://localhost:4000');
  expect(publicUrl({ JACKFIELD_URL: undefined, HOST: '::1' }, 4000)).toBe('http://[::1]:4000');
});
