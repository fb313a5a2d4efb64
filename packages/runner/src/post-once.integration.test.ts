import { createEgress, parseEgressAllow } from '@jackfield/egress';
import { startTcpUpstream } from '@jackfield/testing';
import { expect, it } from 'vitest';
import { runRequest } from './run-request.ts';

const RUNS = 600;
const AT_ONCE = 12;
const ANSWER = 'HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}';

it('a POST never arrives twice, whenever the server closes its kept connections', async () => {
  const seen = new Map<string, number>();
  const upstream = await startTcpUpstream((socket) => {
    let text = '';
    socket.on('data', (chunk: Buffer) => {
      text += chunk.toString('latin1');
      for (let end = text.indexOf('-END'); end !== -1; end = text.indexOf('-END')) {
        const id = /id=(\d+)-END/.exec(text)?.[1] ?? '';
        text = text.slice(end + 4);
        seen.set(id, (seen.get(id) ?? 0) + 1);
        misbehave(Number(id));
      }
    });
    // Of every six: three are answered well, the others before, with or after a connection that ends.
    const misbehave = (id: number): void => {
      if (id % 6 === 1) socket.resetAndDestroy();
      else if (id % 6 === 3) socket.end(ANSWER);
      else socket.write(ANSWER, () => void (id % 6 === 5 && setImmediate(() => socket.destroy())));
    };
  });
  const parsed = parseEgressAllow(upstream.allowEntry);
  const egress = createEgress({ allow: parsed.ok ? parsed.rules : [], ownPorts: () => [], onBlocked: () => {} });
  const outcomes = new Set<string>();
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < RUNS) {
      next += 1;
      const result = await runRequest(
        {
          method: 'POST',
          url: `${upstream.origin}/`,
          origin: upstream.origin,
          headers: [],
          credentialHeaders: [],
          body: Buffer.from(`id=${next}-END`),
          usedSecrets: [],
          isRepeatable: false,
        },
        { egress, responseType: 'json', tries: 5, body: 'check' },
      );
      expect(result.attempts).toBe(1);
      outcomes.add(result.outcome);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  expect([...seen.values()].filter((times) => times !== 1)).toEqual([]);
  expect([...outcomes].sort()).toEqual(['connection_lost', 'response']);
  await egress.close();
  await upstream.close();
});
