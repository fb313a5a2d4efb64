import { expect, test } from 'vitest';
import type { CurlPart } from './curl-form.ts';
import { type CurlCommand, isCurlCommand, readCurl } from './read-curl.ts';

function read(text: string): CurlCommand {
  const result = readCurl(text);
  if (!result.ok) throw new Error(result.message);
  return result.command;
}

const part = (name: string, value: string, more: Partial<CurlPart> = {}): CurlPart => ({
  name,
  from: 'text',
  value,
  contentType: null,
  fileName: null,
  ...more,
});
const plain = { method: 'GET', headers: [], data: null, file: null, form: [], login: null, notes: [] };

test.each<[string, Partial<CurlCommand>]>([
  ['curl https://api.example.com/a', {}],
  ["$ curl -sSL 'https://api.example.com/a'", {}],
  ['/usr/bin/curl.exe --location "https://api.example.com/a"', {}],
  ['curl -XDELETE https://api.example.com/a', { method: 'DELETE' }],
  ['curl -X PATCH --url https://api.example.com/a', { method: 'PATCH' }],
  ['curl --request=PUT https://api.example.com/a', { method: 'PUT' }],
  ['curl -I https://api.example.com/a', { method: 'HEAD' }],
  ['curl -u ann:s3cr3t:x https://api.example.com/a', { login: { username: 'ann', password: 's3cr3t:x' } }],
  ['curl -uann https://api.example.com/a', { login: { username: 'ann', password: '' } }],
  ['curl https://api.example.com/a -d a=1 --data b=2', { method: 'POST', data: 'a=1&b=2' }],
  ['curl https://api.example.com/a --data-raw @not-a-file', { method: 'POST', data: '@not-a-file' }],
  ['curl https://api.example.com/a --data-urlencode "q=a b&c"', { method: 'POST', data: 'q=a%20b%26c' }],
  ['curl https://api.example.com/a --data-urlencode "=a b"', { method: 'POST', data: 'a%20b' }],
  ['curl https://api.example.com/a -o out.json -w "%{http_code}" --max-time 5', {}],
  [
    'curl https://api.example.com/a -F name=Ann -F "note=a;b;type=text/plain" --form-string "at=@x;type=y"',
    {
      method: 'POST',
      form: [part('name', 'Ann'), part('note', 'a;b', { contentType: 'text/plain' }), part('at', '@x;type=y')],
    },
  ],
  [
    `curl https://api.example.com/a -F 'f=@"a;b.png";type=image/png;filename="c\\"d.png"' -F 't=<note.txt' -F g=@x.bin`,
    {
      method: 'POST',
      form: [
        part('f', 'a;b.png', { from: 'file', contentType: 'image/png', fileName: 'c"d.png' }),
        part('t', 'note.txt', { from: 'text-of-file' }),
        part('g', 'x.bin', { from: 'file' }),
      ],
    },
  ],
  ['curl https://api.example.com/a --data-binary @a/b.pdf', { method: 'POST', file: 'a/b.pdf' }],
  ['curl -T a.bin https://api.example.com/a', { method: 'PUT', file: 'a.bin' }],
  [
    `curl https://api.example.com/a -H 'X-One: 1' -H "Empty;" -H 'Gone:' --header=X-Two:2`,
    {
      headers: [
        ['X-One', '1'],
        ['Empty', ''],
        ['X-Two', '2'],
      ],
    },
  ],
  [
    'curl https://api.example.com/a -A me -e https://b.example -b "s=1; t=2" --oauth2-bearer tok',
    {
      headers: [
        ['User-Agent', 'me'],
        ['Referer', 'https://b.example'],
        ['Cookie', 's=1; t=2'],
        ['Authorization', 'Bearer tok'],
      ],
    },
  ],
])('%s', (text, expected) => {
  expect(read(text)).toEqual({ ...plain, url: 'https://api.example.com/a', ...expected });
});

test('--json says both types, unless a header does', () => {
  const { headers, data, method } = read(`curl --json '{"a":' --json '1}' -H 'accept: text/csv' https://a.example`);
  expect({ headers, data, method }).toEqual({
    headers: [
      ['Content-Type', 'application/json'],
      ['Accept', 'application/json'],
      ['accept', 'text/csv'],
    ],
    data: '{"a":1}',
    method: 'POST',
  });
});

test('-G puts the data into the query, before the fragment', () => {
  const { url, method, data } = read("curl -G 'https://a.example/x?z=0#top' -d a=1 --url-query b=2");
  expect({ url, method, data }).toEqual({ url: 'https://a.example/x?z=0&b=2&a=1#top', method: 'GET', data: null });
});

test('quotes, escapes and continued lines are read as bash reads them', () => {
  const text = String.raw`curl 'https://a.example' \
  -H "X-Quote: say \"hi\" for \$5 and \\ more" \
  --data-raw $'{"text":"it\'s\nso \u00e9"}' -H 'X-Joined: a'"b"c`;
  const { headers, data } = read(text);
  expect(headers).toEqual([
    ['X-Quote', 'say "hi" for $5 and \\ more'],
    ['X-Joined', 'abc'],
  ]);
  expect(data).toBe('{"text":"it\'s\nso é"}');
});

test('a backslash at the end of a line in single quotes stays', () => {
  expect(read("curl https://a.example --data-raw 'a\\\nb'").data).toBe('a\\\nb');
});

test('a command copied for the prompt of Windows is read too', () => {
  const text =
    'curl ^"https://a.example/x?a=1^&b=2^" ^\r\n  -H ^"accept: application/json^" ^\r\n  --data-raw ^"^{^\\^"a^\\^":1^}^"';
  expect(read(text)).toMatchObject({
    url: 'https://a.example/x?a=1&b=2',
    headers: [['accept', 'application/json']],
    data: '{"a":1}',
  });
});

test('what cannot be taken over is said, and what follows the command is not read', () => {
  const { notes, url } = read('curl -k -T file.bin -d @body.json https://a.example https://b.example | jq -r .x');
  expect(url).toBe('https://a.example');
  expect(notes).toEqual([
    '-k was left out: a call cannot say that.',
    '-d reads the file body.json: put its text into the body.',
    'What comes after | is not part of the call.',
    'It names 2 addresses; only the first was taken.',
  ]);
});

test.each([
  ['wget https://a.example', 'begin with curl'],
  ['curl -X POST', 'no address'],
  ["curl 'https://a.example", 'not closed'],
])('%s is refused in words', (text, words) => {
  const result = readCurl(text);
  expect(result.ok ? '' : result.message).toContain(words);
});

test('only a curl command is taken for one', () => {
  expect(['curl https://a.example', '  $ curl -s x'].every(isCurlCommand)).toBe(true);
  expect(['https://curl.se', 'curly x', 'curl', '/v1/curl things'].some(isCurlCommand)).toBe(false);
});
