import { describe, expect, it } from 'vitest';
import { emptyCallDocument } from '../document/call-document.ts';
import {
  bodyOf,
  buildArguments,
  filled,
  fixed,
  input,
  parameter,
  requestOf,
} from '../request/build-request.fixture.ts';
import { findInputNames } from '../request/inputs-of.ts';
import { inputToText } from './input-to-text.ts';
import { renameInput } from './rename-input.ts';
import { splitUrlQuery } from './split-url-query.ts';

describe('renameInput', () => {
  const call = {
    ...emptyCallDocument(),
    url: '/[id]/[id2]?[id]=[id]',
    parameters: [parameter(filled('id', 'id', { template: '<value> id' }))],
    headers: [filled('X', 'id'), fixed('Y', '<id>')],
    body: { kind: 'json' as const, template: '{"id": <id>, "x": "<id> id \\{{id}} {{id}}"}' },
    inputs: [input('id', { aliases: ['old'] }), input('id2')],
  };

  it('renames every placeholder and row, nothing that only looks like one, and keeps the old name', () => {
    const result = renameInput(call, 'id', 'user id');
    expect(result.ok && result.call).toMatchObject({
      url: '/[user id]/[id2]?[id]=[user id]',
      parameters: [{ key: 'id', input: 'user id', template: '<value> id' }],
      headers: [{ input: 'user id' }, { value: '<id>' }],
      body: { template: '{"id": <user id>, "x": "<user id> id \\{{id}} {{id}}"}' },
      inputs: [{ name: 'user id', aliases: ['old', 'id'] }, { name: 'id2' }],
    });
  });

  it('keeps callers of the old name working', () => {
    const before = { ...call, parameters: [], headers: [], body: { kind: 'none' as const }, url: '/[id]' };
    const result = renameInput(before, 'id', 'key');
    expect(result.ok && requestOf({ call: result.call, inputs: { id: '7' } }).url).toBe('https://api.example.com/v1/7');
  });

  it('renames in raw bodies, with the escaping chosen for the name', () => {
    const body = {
      kind: 'raw' as const,
      contentType: 'text/xml',
      template: '<id>_*_id_*_',
      escapes: { id: 'none' as const },
      readsAngleBrackets: false,
    };
    const result = renameInput({ ...call, body }, 'id', 'key');
    expect(result.ok && result.call.body).toMatchObject({ template: '<id>_*_key_*_', escapes: { key: 'none' } });
  });

  it('renames back, and defines a name that nobody defined', () => {
    const there = renameInput(call, 'id', 'key');
    const back = there.ok && renameInput(there.call, 'key', 'id');
    expect(back && (back.ok ? back.call.inputs[0] : back)).toMatchObject({ name: 'id', aliases: ['old', 'key'] });
    const result = renameInput({ ...call, inputs: [] }, 'id', 'key');
    expect(result.ok && result.call.inputs).toMatchObject([{ name: 'key', aliases: ['id'] }]);
  });

  it('refuses a name that is taken or not a name', () => {
    expect(renameInput(call, 'id', 'id2')).toMatchObject({ ok: false });
    expect(renameInput(call, 'id2', 'old')).toMatchObject({ ok: false });
    expect(renameInput(call, 'id', '1<')).toMatchObject({ ok: false });
  });
});

describe('splitUrlQuery', () => {
  const split = (url: string) => {
    let count = 0;
    return splitUrlQuery(url, () => {
      count += 1;
      return `r${count}`;
    });
  };

  it('makes rows of a query, decoded, with fresh ids', () => {
    const { url, rows } = split(' https://a.example/x/[y]?a=1&b%5B%5D=c+d%26&e&a=[name]&f={{v}}-x#top ');
    expect(url).toBe('https://a.example/x/[y]');
    expect(
      rows.map((row) => [row.id, row.key, row.kind === 'fixed' ? row.value : `${row.input}: ${row.template}`]),
    ).toEqual([
      ['r1', 'a', '1'],
      ['r2', 'b[]', 'c d&'],
      ['r3', 'e', ''],
      ['r4', 'a', 'name: <value>'],
      ['r5', 'f', '{{v}}-x'],
    ]);
  });

  it('leaves in the URL what no row can say', () => {
    const url = '/x?a=[b]-[c]&{{k}}=1&=2&d=%5C{{v}}&e=<value>[f]';
    expect(split(url)).toEqual({ url, rows: [] });
  });

  it('keeps as text what looks like a placeholder in a value', () => {
    const { rows } = split('/x?a=%7B%7Bsecret%7D%7D&b=%5Bname%5D&c=[1,2]&d=\\{{v}}');
    expect(rows).toMatchObject([
      { kind: 'fixed', value: '\\{{secret}}' },
      { kind: 'fixed', value: '[name]' },
      { kind: 'fixed', value: '[1,2]' },
      { kind: 'fixed', value: '\\{{v}}' },
    ]);
    expect(requestOf({ call: { url: '/x', parameters: rows } }).url).toBe(
      'https://api.example.com/v1/x?a=%7B%7Bsecret%7D%7D&b=%5Bname%5D&c=%5B1%2C2%5D&d=%7B%7Bv%7D%7D',
    );
  });

  it('leaves the inputs of the call as they were', () => {
    const source = '/x/[a]?b=[c]&d=e[f]g';
    const { url, rows } = split(source);
    const { api, call } = buildArguments({});
    expect(findInputNames({ ...call, url, parameters: rows }, api)).toEqual(
      findInputNames({ ...call, url: source }, api),
    );
  });
});

describe('inputToText', () => {
  const body = { kind: 'json' as const, template: '{"<b>": "a <b>bold</b> {{b}} <b>", "n": <b>, "c": ["<c>"]}' };
  const call = { ...emptyCallDocument(), method: 'POST', url: '/x', body, inputs: [input('b'), input('c')] };

  it('writes < as \\u003c within strings and leaves all else, also where the name stands alone', () => {
    const text = inputToText(call, 'b');
    expect(text?.body).toEqual({
      kind: 'json',
      template: '{"\\u003cb>": "a \\u003cb>bold</b> {{b}} \\u003cb>", "n": <b>, "c": ["<c>"]}',
    });
  });

  it('is read by a server as the text that was typed', () => {
    const alone = { ...call, body: { ...body, template: '{"html": "<b>bold</b>"}' }, inputs: [] };
    const result = inputToText(alone, 'b');
    expect(JSON.parse((result && bodyOf({ call: result })) ?? '')).toEqual({ html: '<b>bold</b>' });
  });

  it('has nothing to do where the name stands in no string', () => {
    expect(inputToText(call, 'other')).toBeNull();
    expect(inputToText({ ...call, body: { kind: 'json', template: '{"a": <b>}' } }, 'b')).toBeNull();
    expect(inputToText({ ...call, body: { kind: 'none' } }, 'b')).toBeNull();
  });
});
