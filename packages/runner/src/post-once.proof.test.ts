import { createEgress, parseEgressAllow } from '@jackfield/egress';
import { FAULTS, type Fault, reportProof, rounds, type Step, startFaultProxy, startUpstream } from '@jackfield/testing';
import { expect, it } from 'vitest';
import { runRequest } from './run-request.ts';

const RUNS = rounds({ short: 400, whole: 10_000 });
const AT_ONCE = 12;
const RELAY: Step = { do: 'relay', from: 'start', to: 'end' };

/** An answer that is well, after which the kept connection dies: perhaps just as the next request is sent on it. */
function dying(...steps: Step[]): Fault {
  return { place: 'after_body', what: 'answers, and ends the connection', steps: [RELAY, ...steps] };
}

const STALL = FAULTS['stall-before-status-line'];
const GOOD: Fault = { place: 'after_body', what: 'answers well' };
const CHOICES: readonly Fault[] = [
  GOOD,
  GOOD,
  GOOD,
  dying({ do: 'reset' }),
  dying({ do: 'finish' }),
  dying({ do: 'wait', ms: 0 }, { do: 'reset' }),
  dying({ do: 'wait', ms: 1 }, { do: 'reset' }),
  dying({ do: 'wait', ms: 1 }, { do: 'finish' }),
  dying({ do: 'wait', ms: 3 }, { do: 'finish' }),
  FAULTS['reset-in-request'],
  FAULTS['finish-in-request'],
  FAULTS['reset-before-status-line'],
  FAULTS['finish-before-status-line'],
  FAULTS['reset-in-headers'],
  FAULTS['finish-in-body'],
  FAULTS['reset-in-chunked-body'],
  STALL,
  FAULTS['length-and-chunked'],
  FAULTS['chunk-overflow'],
  FAULTS['second-response'],
  FAULTS['says-stay-and-closes'],
  FAULTS['status-100'],
  FAULTS['gzip-truncated'],
  { ...GOOD, what: 'asks to come again', answer: { statusLine: 'HTTP/1.1 503 Busy', lines: ['retry-after: 0'] } },
];

/** The same for a run each time, spread over all (Knuth's multiplicative hash). */
function choiceOf(run: number): Fault {
  return CHOICES[((run * 2_654_435_761) >>> 16) % CHOICES.length] ?? GOOD;
}

function timesSeen(ids: (string | undefined)[]): Map<string | undefined, number> {
  const times = new Map<string | undefined, number>();
  for (const id of ids) times.set(id, (times.get(id) ?? 0) + 1);
  return times;
}

it('a POST never arrives twice, whatever its server does and whenever kept connections die', async () => {
  const upstream = await startUpstream();
  const proxy = await startFaultProxy(upstream.origin, (request) =>
    choiceOf(Number(/x-run: (\d+)/.exec(request)?.[1])),
  );
  const parsed = parseEgressAllow(proxy.allowEntry);
  const egress = createEgress({ allow: parsed.ok ? parsed.rules : [], ownPorts: () => [], onBlocked: () => {} });
  const outcomes = new Set<string>();
  let reused = 0;
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < RUNS) {
      next += 1;
      const firstByteUnrepeatableMs = choiceOf(next) === STALL ? 30 : 30_000;
      const result = await runRequest(
        {
          method: 'POST',
          url: `${proxy.origin}/echo`,
          origin: proxy.origin,
          headers: [['x-run', String(next)]],
          credentialHeaders: [],
          body: Buffer.from('{"pay":1}'),
          usedSecrets: [],
          isRepeatable: false,
        },
        { egress, responseType: 'json', tries: 5, body: 'check', limits: { firstByteUnrepeatableMs } },
      );
      expect(result.attempts).toBe(1);
      if (result.timing.connectMs === null) reused += 1;
      outcomes.add(result.outcome);
    }
  };
  try {
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
    const atProxy = timesSeen(proxy.requests.map(({ headers }) => headers.find(([name]) => name === 'x-run')?.[1]));
    const atUpstream = timesSeen(upstream.requests.map(({ headers }) => String(headers['x-run'])));
    const twice = [...atProxy, ...atUpstream].filter(([, times]) => times !== 1);
    reportProof({
      about: 'Bad servers',
      claim: 'POSTs under random faults, on connections that die while they are kept: arrived twice',
      figure: `${twice.length} of ${RUNS.toLocaleString('en')} (${reused.toLocaleString('en')} on a kept connection)`,
      goal: '0 of 10,000',
      isMet: twice.length === 0,
    });
    expect(twice).toEqual([]);
    expect(reused).toBeGreaterThan(RUNS / 20);
    expect([...outcomes]).toEqual(expect.arrayContaining(['connection_lost', 'protocol', 'response', 'timeout']));
  } finally {
    await egress.close();
    await proxy.close();
    await upstream.close();
  }
});
