import { defaultStreamSettings, type StreamSettings } from '@jackfield/connector';
import { createEgress, type Egress, parseEgressAllow } from '@jackfield/egress';
import { type RealUpstream, startMockLlm } from '@jackfield/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runRequest } from '../../run-request.ts';
import type { StreamPart } from './stream-event.ts';

const REPLY = 'Hello! How can I help you today? Ünïcödé 😀 {"not": "json"}\n\ndata: nor an event';
let upstream: RealUpstream;
let egress: Egress;

beforeAll(async () => {
  upstream = await startMockLlm({ replies: { hello: REPLY } });
  const parsed = parseEgressAllow(new URL(upstream.origin).host);
  egress = createEgress({ allow: parsed.ok ? parsed.rules : [], ownPorts: () => [], onBlocked: () => {} });
}, 60_000);
afterAll(async () => {
  await egress.close();
  await upstream.stop();
});

async function run(path: string, settings: Partial<StreamSettings>) {
  const parts: StreamPart[] = [];
  const body = { model: 'm', max_tokens: 100, stream: true, messages: [{ role: 'user', content: 'hello' }] };
  const result = await runRequest(
    {
      method: 'POST',
      url: upstream.origin + path,
      origin: upstream.origin,
      headers: [['content-type', 'application/json']],
      credentialHeaders: [],
      body: Buffer.from(JSON.stringify(body)),
      usedSecrets: [],
      isRepeatable: false,
    },
    {
      egress,
      responseType: 'stream',
      tries: 1,
      body: 'check',
      stream: {
        settings: { ...defaultStreamSettings(), ...settings },
        keepsEvents: true,
        onPart: (part) => void parts.push(part),
      },
    },
  );
  return { result, parts, data: JSON.parse(Buffer.concat(result.data ?? []).toString()) };
}

it.each([
  ['OpenAI', '/v1/chat/completions', { textPath: 'choices[0].delta.content' }, 'message'],
  [
    'Anthropic',
    '/v1/messages',
    { textPath: 'delta.text', end: { kind: 'event', name: 'message_stop' } },
    'message_stop',
  ],
  ['Ollama', '/api/chat', { textPath: '/message/content', end: { kind: 'path', path: 'done' } }, undefined],
] as const)(
  'what aimock streams as %s is read, event by event and as its text',
  async (_provider, path, settings, last) => {
    const { result, parts, data } = await run(path, settings);
    expect(result).toMatchObject({ outcome: 'response', warnings: [] });
    expect(data.text).toBe(REPLY);
    expect(parts.map(({ text }) => text).join('')).toBe(REPLY);
    expect(parts.length).toBeGreaterThan(10);
    expect(data.events.at(-1).event).toBe(last);
    expect(data.events.every((each: { data: unknown }) => typeof each.data === 'object')).toBe(true);
  },
);
