import { createHash, createHmac, randomBytes } from 'node:crypto';
import type { HmacStep, MarkedText } from '@jackfield/connector';
import type { Hop } from '../../redirect.ts';
import { type AuthStepRun, finishedSecret, type StepAddition } from '../auth-step-run.ts';

export function startHmac(step: HmacStep): AuthStepRun {
  return { add: (hop) => sign(step, hop, { now: Date.now(), nonce: randomBytes(16).toString('hex') }) };
}

/** What is another one for each sending. */
export interface Moment {
  now: number;
  nonce: string;
}

export function sign(step: HmacStep, hop: Hop, moment: Moment): StepAddition {
  const timestamp = timestampText(step.timestampFormat, moment.now);
  const ofMoment: Marks = { timestamp: () => timestamp, nonce: () => moment.nonce };
  const hmac = createHmac(step.algorithm, step.key);
  for (const part of fill(step.text, { ...marksOf(hop), ...ofMoment })) hmac.update(part);
  const signature = hmac.digest(step.signatureFormat);
  const marks: Marks = { ...ofMoment, signature: () => signature };
  return {
    headers: step.headers.map(({ name, value }) => [name.toLowerCase(), fill(value, marks).join('')]),
    finished: [finishedSecret('signature', signature)],
  };
}

type Marks = Readonly<Record<string, () => string | Uint8Array>>;

/** A value is not looked at for marks again. */
function fill(text: MarkedText, marks: Marks): (string | Uint8Array)[] {
  return text.map((part) => (typeof part === 'string' ? part : (marks[part.mark]?.() ?? '')));
}

function marksOf({ method, url, headers, body }: Hop): Marks {
  const { host, pathname, search } = new URL(url);
  const bytes = body ?? new Uint8Array();
  const hash = (algorithm: string, form: 'hex' | 'base64') => () => createHash(algorithm).update(bytes).digest(form);
  return {
    method: () => method,
    url: () => url,
    host: () => host,
    path: () => pathname,
    query: () => search.slice(1),
    path_and_query: () => pathname + search,
    content_type: () => headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? '',
    body: () => bytes,
    body_sha256: hash('sha256', 'hex'),
    body_sha256_base64: hash('sha256', 'base64'),
    body_sha512: hash('sha512', 'hex'),
    body_md5: hash('md5', 'hex'),
    body_md5_base64: hash('md5', 'base64'),
  };
}

function timestampText(format: HmacStep['timestampFormat'], now: number): string {
  if (format === 'date-time') return new Date(now).toISOString();
  return String(format === 'unix-milliseconds' ? now : Math.floor(now / 1_000));
}
