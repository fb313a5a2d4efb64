import { createHash } from 'node:crypto';
import type { HmacStep } from '@jackfield/connector';
import { describe, expect, it } from 'vitest';
import { sign } from './hmac-step.ts';

const step: HmacStep = {
  kind: 'hmac',
  algorithm: 'sha256',
  key: Buffer.from('key'),
  text: [{ mark: 'body' }],
  signatureFormat: 'hex',
  timestampFormat: 'unix-seconds',
  headers: [{ name: 'X-Signature', value: [{ mark: 'signature' }] }],
  secrets: [],
};
const hop = { method: 'POST', url: 'https://api.example.com/hook', headers: [], body: Buffer.from('Hello, World!') };
const moment = { now: Date.UTC(2018, 6, 13, 0, 0, 18, 250), nonce: 'abc' };

describe('the HMAC signature of a sending', () => {
  it("is that of GitHub's documentation of webhooks", () => {
    const github: HmacStep = {
      ...step,
      key: Buffer.from("It's a Secret to Everybody"),
      headers: [{ name: 'X-Hub-Signature-256', value: ['sha256=', { mark: 'signature' }] }],
    };
    expect(sign(github, hop, moment).headers).toEqual([
      ['x-hub-signature-256', 'sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17'],
    ]);
  });

  it("is that of Slack's documentation of signed requests", () => {
    const slack: HmacStep = {
      ...step,
      key: Buffer.from('8f742231b10e8888abcd99yyyzzz85a5'),
      text: ['v0:', { mark: 'timestamp' }, ':', { mark: 'body' }],
      headers: [{ name: 'X-Slack-Signature', value: ['v0=', { mark: 'signature' }] }],
    };
    const body =
      'token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c';
    const { headers } = sign(slack, { ...hop, body: Buffer.from(body) }, { ...moment, now: 1531420618_000 });
    expect(headers?.[0]?.[1]).toBe('v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503');
  });

  it.each([
    ['sha384', 'afd03944d84895626b0825f4ab46907f15f9dadbe4101ec682aa034c7cebc59cfaea9ea9076ede7f4af152e8b2fa9cb6'],
    [
      'sha512',
      '87aa7cdea5ef619d4ff0b4241a1d6cb02379f4e2ce4ec2787ad0b30545e17cdedaa833b7d6b8a702038b274eaea3f4e4be9d914eeb61f1702e696c203a126854',
    ],
    ['sha256', 'b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7'],
    ['sha1', 'b617318655057264e28bc0b6fb378c8ef146be00'],
    ['md5', '9294727a3638bb1c13f48ef8158bfc9d'],
  ] as const)('is with %s that of RFC 4231 or RFC 2202', (algorithm, expected) => {
    // Test case 1 of both: a key of 0x0b as long as the hash, at most 20 bytes.
    const key = Buffer.alloc(algorithm === 'md5' ? 16 : 20, 0x0b);
    const { headers } = sign({ ...step, algorithm, key }, { ...hop, body: Buffer.from('Hi There') }, moment);
    expect(headers?.[0]?.[1]).toBe(expected);
  });

  it('fills in every part of the request as it is sent, in every form', () => {
    const marks = [
      'method',
      'url',
      'host',
      'path',
      'query',
      'path_and_query',
      'content_type',
      'body_md5_base64',
      'nonce',
    ];
    const all: HmacStep = { ...step, text: marks.flatMap((mark) => [{ mark }, '\n']) };
    const sent = {
      method: 'PUT',
      url: 'https://api.example.com:8443/a%20b?x=1&y=%C3%BC',
      headers: [['Content-Type', 'text/plain']] as [string, string][],
      body: Buffer.from('text'),
    };
    const md5 = createHash('md5').update('text').digest('base64');
    const text = `PUT\n${sent.url}\napi.example.com:8443\n/a%20b\nx=1&y=%C3%BC\n/a%20b?x=1&y=%C3%BC\ntext/plain\n${md5}\nabc\n`;
    expect(sign(all, sent, moment).headers).toEqual(sign({ ...step, text: [text] }, sent, moment).headers);
  });

  it.each([
    ['unix-seconds', '1531440018'],
    ['unix-milliseconds', '1531440018250'],
    ['date-time', '2018-07-13T00:00:18.250Z'],
  ] as const)('writes the time as %s, the same in text and header', (timestampFormat, text) => {
    const timed: HmacStep = {
      ...step,
      timestampFormat,
      text: [{ mark: 'timestamp' }],
      headers: [{ name: 'X-Time', value: [{ mark: 'timestamp' }] }, ...step.headers],
    };
    expect(sign(timed, hop, moment).headers).toEqual([
      ['x-time', text],
      ...(sign({ ...step, text: [text] }, hop, moment).headers ?? []),
    ]);
  });
});
