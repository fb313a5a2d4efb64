import { describe, expect, it } from 'vitest';
import { RunFailure } from '../../run-failure.ts';
import { xmlResponse } from './xml.ts';

async function read(xml: string | Uint8Array, lists: readonly string[] = []): Promise<string> {
  const bytes = typeof xml === 'string' ? Buffer.from(xml) : xml;
  const chunks = await xmlResponse.read({
    bytes,
    chunks: [bytes],
    jsonFault: null,
    headers: [],
    contentType: '',
    url: '',
    listPointers: new Set(lists),
  });
  return Buffer.concat(chunks ?? []).toString();
}

async function failure(xml: string | Uint8Array): Promise<string> {
  const error = await read(xml).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(RunFailure);
  return error instanceof RunFailure ? `${error.kind}: ${error.detail}` : '';
}

describe('XML as JSON', () => {
  it.each([
    ['a text', '<a>hi</a>', { a: 'hi' }],
    ['a text, with its space', '<a> hi\n</a>', { a: ' hi\n' }],
    ['an empty element', '<a/>', { a: '' }],
    ['attributes', '<a id="1" xml:lang="en"/>', { a: { '@id': '1', '@xml:lang': 'en' } }],
    ['attributes and a text', '<a id="1">hi</a>', { a: { '@id': '1', '#text': 'hi' } }],
    ['attributes and space', '<a id="1">\n</a>', { a: { '@id': '1' } }],
    ['elements', '<a>\n  <b>1</b>\n  <c>2</c>\n</a>', { a: { b: '1', c: '2' } }],
    ['repeated elements', '<a><b>1</b><c/><b>2</b></a>', { a: { b: ['1', '2'], c: '' } }],
    ['text and elements side by side', '<a>x <b>y</b> z</a>', { a: { '#content': ['x ', { b: 'y' }, ' z'] } }],
    [
      'namespaces, as they are written',
      '<s:a xmlns:s="urn:s" xmlns="urn:d"><s:b/><c/></s:a>',
      { 's:a': { '@xmlns:s': 'urn:s', '@xmlns': 'urn:d', 's:b': '', c: '' } },
    ],
    ['CDATA beside text', '<a>1 <![CDATA[< 2 & ]]>3</a>', { a: '1 < 2 & 3' }],
    [
      'the entities of XML',
      '<a b="&quot;&#x41;">&lt;&amp;&gt;&apos;&#233;</a>',
      { a: { '@b': '"A', '#text': "<&>'é" } },
    ],
    ['comments and instructions', '<?xml version="1.0"?><!-- c --><a><?p i?>x<!-- d -->y</a>', { a: 'xy' }],
    ['a document type, skipped', '<!DOCTYPE a [<!ELEMENT a ANY>]><a>x</a>', { a: 'x' }],
    [
      'names that objects have',
      '<a><__proto__>1</__proto__><constructor/></a>',
      { a: JSON.parse('{"__proto__":"1","constructor":""}') },
    ],
  ])('has %s', async (_what, xml, json) => {
    expect(JSON.parse(await read(xml))).toEqual(json);
  });

  it('keeps a list a list where the shape has one, also when its element comes once', async () => {
    const lists = ['/feed/entry', '/feed/entry/*/link'];
    expect(JSON.parse(await read('<feed><entry><link/><id>1</id></entry></feed>', lists))).toEqual({
      feed: { entry: [{ link: [''], id: '1' }] },
    });
    expect(JSON.parse(await read('<feed/>', lists))).toEqual({ feed: '' });
    expect(JSON.parse(await read('<a>1</a>', ['/a']))).toEqual({ a: ['1'] });
  });

  it('writes long documents in the same way as short ones', async () => {
    const entries = Array.from({ length: 20_000 }, (_, index) => `<e n="${index}"><t>text é ${index}</t></e>`);
    const data = JSON.parse(await read(`<all>${entries.join('\n')}</all>`));
    expect(data.all.e).toHaveLength(20_000);
    expect(data.all.e[19_999]).toEqual({ '@n': '19999', t: 'text é 19999' });
  });

  it.each([
    ['', 'decode: Not XML at line 1, column 1 (byte 0): the response is empty.'],
    ['{"a":1}', 'decode: Not XML at line 1, column 1: '],
    ['<a>\n <b></a>', 'decode: Not XML at line 2, column '],
    ['<a', 'decode: Not XML at line 1, column 2: '],
    ['<a/><b/>', 'decode: Not XML at line 1, column '],
    ['<a b="1" b="2"/>', 'decode: Not XML at line 1, column '],
    ['<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>', 'decode: Not XML at line 1, column '],
    ['<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>', 'decode: Not XML at line 1, column '],
    [`${'<a>'.repeat(201)}${'</a>'.repeat(201)}`, 'more than 200 levels'],
  ])('is refused with its place where it is none: %s', async (xml, words) => {
    expect(await failure(xml)).toContain(words);
  });

  it('is refused where bytes are no UTF-8, saying at which', async () => {
    expect(await failure(Buffer.concat([Buffer.from('<a>é'), Buffer.of(0xff), Buffer.from('</a>')]))).toBe(
      'decode: Not XML at byte 5: the bytes are not UTF-8, and no other character set is named.',
    );
  });
});
