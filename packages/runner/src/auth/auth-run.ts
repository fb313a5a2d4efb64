import {
  createMasker,
  type HeaderList,
  LIMITS,
  type Masker,
  type PreparedRequest,
  type UsedSecret,
} from '@jackfield/connector';
import { joinMaskers } from '../join-maskers.ts';
import { maskerFor } from '../masker-cache.ts';
import type { Hop } from '../redirect.ts';
import type { AuthStepRun, JudgedResponse, StepTools } from './auth-step-run.ts';
import { startStep } from './auth-steps.ts';
import { clockSkewWarning } from './clock-skew.ts';

const NOTHING: readonly UsedSecret[] = [];
/** Tries and redirects make a few of them; a server cannot make it more. */
const FINISHED_MAX = 32;

/**
 * The authentication of one run, as far as it is done while the request is sent, and the masker of everything secret
 * that the run has sent so far.
 */
export class AuthRun {
  readonly #request: PreparedRequest;
  readonly #steps: readonly AuthStepRun[];
  #masker: Masker;
  #finished: readonly UsedSecret[] = NOTHING;
  readonly #warnings = new Set<string>();
  /** A redirect led elsewhere. What comes after that was chosen by somebody else, even when it is this origin again. */
  #hasLeft = false;

  constructor(request: PreparedRequest, tools: Omit<StepTools, 'origin'>) {
    this.#request = request;
    this.#masker = maskerFor(request.usedSecrets);
    this.#steps = request.authSteps?.map((step) => startStep(step, { ...tools, origin: request.origin })) ?? [];
  }

  get masker(): Masker {
    return this.#masker;
  }

  /** For views of our own request, in which short secrets are masked too. */
  get viewMasker(): Masker {
    const { usedSecrets } = this.#request;
    // What a step made is of this run alone, and so is a masker of it.
    if (this.#finished.length > 0) return createMasker([...usedSecrets, ...this.#finished], { includesShort: true });
    return maskerFor(usedSecrets, { includesShort: true });
  }

  /** Whether that finds more than `masker`. */
  get hasShortSecrets(): boolean {
    const isShort = ({ values }: UsedSecret) => values.some((value) => value.length < LIMITS.secretCharsMin);
    return this.#request.usedSecrets.some(isShort) || this.#finished.some(isShort);
  }

  /** What the steps had to tell of what they added. */
  get warnings(): string[] {
    return [...this.#warnings];
  }

  /** A run begins at its own origin, and so does each of its tries. */
  begin(): void {
    this.#hasLeft = false;
  }

  /** Null where nothing has to be added, so that such runs wait for nothing. */
  add(hop: Hop): Promise<Hop> | null {
    if (this.#steps.length === 0) return null;
    if (new URL(hop.url).origin !== this.#request.origin) this.#hasLeft = true;
    return this.#hasLeft ? null : this.#addAll(hop);
  }

  async #addAll(hop: Hop): Promise<Hop> {
    let sent = hop;
    const finished: UsedSecret[] = [];
    for (const step of this.#steps) {
      const addition = (await step.add?.(sent)) ?? {};
      if (addition.headers) sent = { ...sent, headers: replaceHeaders(sent.headers, addition.headers) };
      if (addition.query) sent = { ...sent, url: replaceQuery(sent.url, addition.query) };
      for (const warning of addition.warnings ?? []) this.#warnings.add(warning);
      if (addition.clientCertificate) sent = { ...sent, clientCertificate: addition.clientCertificate };
      finished.push(...(addition.finished ?? NOTHING));
    }
    this.#keep(finished);
    return sent;
  }

  #keep(finished: readonly UsedSecret[]): void {
    const known = new Set(this.#finished.flatMap(({ values }) => values));
    const fresh = finished.filter(({ values }) => values.some((value) => !known.has(value)));
    if (fresh.length === 0) return;
    this.#finished = [...this.#finished, ...fresh].slice(-FINISHED_MAX);
    this.#masker = joinMaskers(maskerFor(this.#request.usedSecrets), createMasker(this.#finished));
  }

  /** Whether judging a response needs what it says in JSON. */
  get readsJson(): boolean {
    return !this.#hasLeft && this.#steps.some(({ readsJson }) => readsJson);
  }

  /** Whether this hop should be sent once more. */
  judge(response: JudgedResponse, isRepeat: boolean, warnings: string[]): boolean {
    if (this.#steps.length === 0 || this.#hasLeft) return false;
    let sendsAgain = false;
    for (const step of this.#steps) {
      const verdict = step.judge?.(response, isRepeat);
      if (verdict?.sendsAgain) sendsAgain = true;
      if (verdict?.warning !== undefined) warnings.push(verdict.warning);
    }
    if (!sendsAgain) {
      const skew = clockSkewWarning(response, Date.now());
      if (skew !== null) warnings.push(skew);
    }
    return sendsAgain;
  }
}

function replaceHeaders(headers: HeaderList, added: HeaderList): HeaderList {
  const names = new Set(added.map(([name]) => name.toLowerCase()));
  return [...headers.filter(([name]) => !names.has(name.toLowerCase())), ...added];
}

/** As text, so that nothing else of the address is spelled anew. */
function replaceQuery(url: string, added: readonly (readonly [string, string])[]): string {
  const at = url.indexOf('?');
  const path = at < 0 ? url : url.slice(0, at);
  const names = new Set(added.map(([name]) => name));
  const kept = (at < 0 ? '' : url.slice(at + 1)).split('&').filter((pair) => {
    const [name] = new URLSearchParams(pair).keys();
    return pair !== '' && !names.has(name ?? '');
  });
  const pairs = added.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`);
  return `${path}?${[...kept, ...pairs].join('&')}`;
}
