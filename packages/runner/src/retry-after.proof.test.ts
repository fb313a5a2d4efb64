import { createEgress, parseEgressAllow } from '@jackfield/egress';
import { reportProof, startUpstream } from '@jackfield/testing';
import { expect, it } from 'vitest';
import { backoffMs, waitAfter } from './retry.ts';
import { runLimits } from './run-limits.ts';
import { runRequest } from './run-request.ts';

const NOW = Date.parse('2026-11-22T08:00:00Z');
const limits = runLimits({});

/** What a server says, in as many headers, and how long to wait; null: as if it had said nothing. */
const FORMS: [form: string, values: string[], waitMs: number | 'too_long' | null][] = [
  ['seconds', ['5'], 5_000],
  ['0', ['0'], 0],
  ['a date (IMF-fixdate)', ['Sun, 22 Nov 2026 08:00:07 GMT'], 7_000],
  ['a date (RFC 850)', ['Sunday, 22-Nov-26 08:00:07 GMT'], 7_000],
  ['a date (asctime)', ['Sun Nov 22 08:00:07 2026'], 7_000],
  ['a past date', ['Sun, 22 Nov 2015 08:00:07 GMT'], 0],
  ['a date with an offset', ['Sun, 22 Nov 2026 09:00:07 +0100'], 7_000],
  ['as long as a run waits', ['60'], 60_000],
  ['longer than a run waits', ['61'], 'too_long'],
  ['a date that is too far', ['Sun, 22 Nov 2026 08:01:01 GMT'], 'too_long'],
  ['a huge number', ['99999999999'], 'too_long'],
  ['a number beyond all numbers', ['9'.repeat(400)], 'too_long'],
  ['a negative number', ['-5'], null],
  ['a decimal number', ['1.5'], null],
  ['a number with a sign', ['+5'], null],
  ['a number in hex', ['0x5'], null],
  ['a number with a unit', ['5s'], null],
  ['an ISO date', ['2026-11-22T08:00:07Z'], null],
  ['a word', ['soon'], null],
  ['the name of a day', ['Sunday'], null],
  ['nothing', [''], null],
  ['white space around', [' \t12 '], 12_000],
  ['white space within', ['1 2'], null],
  ['two values in one header', ['1, 2'], null],
  ['two values in two headers', ['1', '2'], 2_000],
  ['two values of which one is junk', ['1', 'x'], 1_000],
];

it.each(FORMS)('Retry-After: %s', (_form, values, expected) => {
  const headers = values.map((value): [string, string] => ['retry-after', value]);
  const wait = waitAfter(headers, NOW, 1, limits);
  if (expected === 'too_long') {
    expect(wait.kind).toBe('too_long');
  } else if (expected === null) {
    // As without the header: half to the whole of the first wait.
    expect(wait).toMatchObject({ kind: 'wait', ms: expect.any(Number) });
    expect(wait.kind === 'wait' && wait.ms).toBeGreaterThanOrEqual(limits.retryBaseMs / 2);
    expect(wait.kind === 'wait' && wait.ms).toBeLessThanOrEqual(limits.retryBaseMs);
    expect(backoffMs(1, limits)).toBeLessThanOrEqual(limits.retryBaseMs);
  } else {
    expect(wait).toEqual({ kind: 'wait', ms: expected });
  }
});

it('is waited for as long as it says in a run, in both forms, and no longer than a run waits', async () => {
  const upstream = await startUpstream();
  const parsed = parseEgressAllow(upstream.allowEntry);
  const egress = createEgress({ allow: parsed.ok ? parsed.rules : [], ownPorts: () => [], onBlocked: () => {} });
  const run = (retryAfter: string) =>
    runRequest(
      {
        method: 'GET',
        url: `${upstream.origin}/flaky/1?retry-after=${encodeURIComponent(retryAfter)}`,
        origin: upstream.origin,
        headers: [],
        credentialHeaders: [],
        body: null,
        usedSecrets: [],
        isRepeatable: true,
      },
      // A backoff that would be seen, were it waited for instead.
      { egress, responseType: 'json', tries: 2, body: 'check', limits: { retryBaseMs: 30_000 } },
    );
  try {
    const bySeconds = await run('1');
    expect(bySeconds).toMatchObject({ outcome: 'response', attempts: 2, head: { status: 200 } });
    // A date has whole seconds: what is left of this one is not waited for.
    const startedAt = Date.now();
    const dateMs = Math.floor(startedAt / 1_000) * 1_000 + 2_000;
    const byDate = await run(new Date(dateMs).toUTCString());
    expect(byDate).toMatchObject({ outcome: 'response', attempts: 2, head: { status: 200 } });
    const tooLong = await run('61');
    expect(tooLong).toMatchObject({ outcome: 'rate_limited', attempts: 1, head: { status: 503 } });
    expect(tooLong.error?.detail).toContain('61 seconds');
    expect(Buffer.from(tooLong.body).toString()).toBe('not yet');

    const waits: [waited: number, asked: number][] = [
      [bySeconds.timing.totalMs, 1_000],
      [byDate.timing.totalMs, dateMs - startedAt],
    ];
    // What is over the time that was asked for is the two requests; a machine that is busy may take a second for them.
    for (const [waited, asked] of waits) {
      expect(waited).toBeGreaterThan(asked * 0.9);
      expect(waited).toBeLessThan(asked * 1.1 + 1_000);
    }
    const furthest = Math.max(...waits.map(([waited, asked]) => Math.abs(waited / asked - 1)));
    reportProof({
      about: 'Bad servers',
      claim: `Retry-After in ${FORMS.length} forms: the right wait to the millisecond, none over 60 s; in a run, off by`,
      figure: `${FORMS.length} of ${FORMS.length}; ${(furthest * 100).toFixed(1)} %`,
      goal: '12 forms, ± 10 %',
      isMet: furthest <= 0.1,
    });
  } finally {
    await egress.close();
    await upstream.close();
  }
});
