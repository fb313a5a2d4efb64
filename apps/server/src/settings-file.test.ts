import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { EnvError, readEnv } from './env.ts';
import { readSettingsFile } from './settings-file.ts';

const lines = 'PORT=4001\nHOST="::1"\n\n# A comment\nJACKFIELD_URL=https://jäck.example\n';
const settings = { PORT: '4001', HOST: '::1', JACKFIELD_URL: 'https://jäck.example' };

let folder = '';
let file = '';
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'jackfield-settings-'));
  file = path.join(folder, '.env');
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('every setting is read from a file', () => {
  test.each([
    ['in UTF-8', Buffer.from(lines)],
    ['in UTF-8 with a byte order mark, as Windows writes it', Buffer.from(`\ufeff${lines}`)],
    ['in UTF-16 with a byte order mark, as PowerShell writes it', Buffer.from(`\ufeff${lines}`, 'utf16le')],
    ['in big-endian UTF-16', Buffer.from(`\ufeff${lines}`, 'utf16le').swap16()],
    ['with CRLF', Buffer.from(lines.replaceAll('\n', '\r\n'))],
    ['with a byte order mark and CRLF', Buffer.from(`\ufeff${lines.replaceAll('\n', '\r\n')}`)],
    ['with CR alone', Buffer.from(lines.replaceAll('\n', '\r'))],
  ])('%s', (_name, bytes) => {
    writeFileSync(file, bytes);
    expect(readSettingsFile(file)).toEqual({ isReadable: true, settings });
  });
});

test('a file that does not exist has no settings', () => {
  expect(readSettingsFile(file)).toEqual({ isReadable: true, settings: {} });
});

describe('an error that names the file, the reason and the fix is thrown when it', () => {
  test.each([
    ['is a folder', () => mkdirSync(file), /is a folder\. Remove it/],
    [
      'is UTF-16 without a mark',
      () => writeFileSync(file, Buffer.from(lines, 'utf16le')),
      /is not UTF-8 .*Save it again/,
    ],
    ['has another encoding', () => writeFileSync(file, Buffer.from(lines, 'latin1')), /is not UTF-8 .*Save it again/],
  ])('%s', (_name, make, expected) => {
    make();
    expect(() => readEnv(file)).toThrow(EnvError);
    expect(() => readEnv(file)).toThrow(file);
    expect(() => readEnv(file)).toThrow(expected);
  });

  // Windows lets only administrators make links.
  test.skipIf(process.platform === 'win32').each([
    ['is a link to nothing', 'missing', /is a link to a file that doesn't exist\. Create that file/],
    ['is a link to itself', '.env', /can't be read \(ELOOP\)\. Replace it/],
  ])('%s', (_name, target, expected) => {
    symlinkSync(target, file);
    expect(() => readEnv(file)).toThrow(expected);
  });

  // Permissions do not bind root.
  test.skipIf(process.platform === 'win32' || process.getuid?.() === 0)('may not be read', () => {
    writeFileSync(file, lines);
    chmodSync(file, 0o000);
    expect(() => readEnv(file)).toThrow(/can't be read by this account\. .*chmod 600/);
  });
});
