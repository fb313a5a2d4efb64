import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { dryRunCall, enterResponse, initializeCall, listUsableCalls, replayRun, runCall } from '@jackfield/contracts';
import {
  answerForbiddenName,
  FORBIDDEN_TARGETS,
  type ForbiddenTarget,
  reportProof,
  rounds,
  startTripwire,
  startUpstream,
  type Tripwire,
  type Upstream,
} from '@jackfield/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { initializationRoutes } from './features/initializations/initializations.routes.ts';
import { usageRoutes } from './features/usage/usage.routes.ts';
import type { Route } from './http/route.ts';
import { CallOnTheMove, DOORS, type Door, type End, setTargetVariable } from './testing/reach-targets.ts';
import { type Owner, signUpOwner } from './testing/scenario.ts';
import { startTestServer, type TestServer } from './testing/start-test-server.ts';

const TRIES_ALL = rounds({ short: 0, whole: 1 }) === 1;
const HOST_OF_LABELS = /^[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*$/;
const REDIRECTS = [301, 302, 303, 307, 308];

let upstream: Upstream;
let tripwire: Tripwire;
/** Its port is one of this server's own. */
let own: Tripwire;
let server: TestServer;
let owner: Owner;
/** What the operator's log says, since the one before. */
const rules: string[] = [];
let slowestMs = 0;
let requestCount = 0;

beforeAll(async () => {
  upstream = await startUpstream();
  tripwire = await startTripwire();
  own = await startTripwire();
  server = await startTestServer(
    { JACKFIELD_EGRESS_ALLOW: upstream.allowEntry, JACKFIELD_LOG_LEVEL: 'warn' },
    { resolve: async (name) => answerForbiddenName(name) ?? [], log: { write: keepRule } },
  );
  server.ctx.ownPorts.add(own.port);
  owner = await signUpOwner(server);
});
afterAll(async () => {
  await server.stop();
  for (const each of [upstream, tripwire, own]) await each.close();
});

function keepRule(line: string): void {
  const { blocked } = JSON.parse(line);
  if (blocked !== undefined) rules.push(blocked.rule);
}

interface Expected {
  /** The rule that blocks it; null: it does not come that far. */
  rule: string | null;
  /** It is told as the fault of an input. */
  isFile?: boolean;
  /** Instead: one of these is told, or, without any, the answer is that of the allowed server. */
  words: readonly string[];
}

interface Way {
  title: string;
  /** False where the spelling cannot stand there at all. */
  takes: (target: ForbiddenTarget) => boolean;
  expected: (target: ForbiddenTarget) => Expected;
  /** Leads the call to the target, for every door; says with what inputs. */
  start: () => Promise<(target: ForbiddenTarget) => Promise<{ call: CallOnTheMove; inputs?: Record<string, string> }>>;
}

const ports = () => ({ open: tripwire.port, own: own.port });
const blockedUnlessEarly = ({ rule, early }: ForbiddenTarget): Expected =>
  early === null ? { rule, words: [] } : { rule: null, words: [early] };

const WAYS: readonly Way[] = [
  {
    title: 'the base URL',
    takes: () => true,
    expected: blockedUnlessEarly,
    start: async () => {
      const call = await CallOnTheMove.make(server, owner, upstream.origin);
      await call.setUrl('');
      return async ({ url }) => {
        await call.setBaseUrl(url(ports()));
        return { call };
      };
    },
  },
  {
    title: 'a variable that is the base URL',
    takes: () => true,
    expected: blockedUnlessEarly,
    start: async () => {
      const call = await CallOnTheMove.make(server, owner, upstream.origin);
      await call.setUrl('');
      await call.setBaseUrl('{{target}}');
      let version = 0;
      return async ({ url }) => {
        await setTargetVariable(owner, url(ports()), version);
        version += 1;
        return { call };
      };
    },
  },
  {
    title: 'the URL of the call',
    takes: () => true,
    // Without `://` it is a path, for which there is no base URL.
    expected: (target) => {
      const { rule, words } = blockedUnlessEarly(target);
      return { rule, words: rule === null ? [...words, 'There is no base URL'] : [] };
    },
    start: async () => {
      const call = await CallOnTheMove.make(server, owner, upstream.origin);
      await call.setBaseUrl('');
      return async ({ url }) => {
        await call.setUrl(url(ports()));
        return { call };
      };
    },
  },
  {
    title: 'the token URL of the authentication',
    takes: () => true,
    expected: ({ url, rule, byRedirect }) => {
      const parsed = URL.canParse(url(ports())) ? new URL(url(ports())) : null;
      if (parsed === null || !/^https?:$/.test(parsed.protocol)) return { rule: null, words: ['This is not a URL.'] };
      const hasUser = parsed.username !== '' || parsed.password !== '';
      return hasUser
        ? { rule: null, words: ['A URL cannot hold a username or password.'] }
        : { rule: rule ?? byRedirect, words: [] };
    },
    start: async () => {
      const call = await CallOnTheMove.make(server, owner, upstream.origin);
      return async ({ url }) => {
        await call.setTokenUrl(url(ports()));
        return { call };
      };
    },
  },
  {
    title: 'an input in the host, whose values are listed',
    takes: ({ host }) => host !== null,
    expected: ({ host, rule }) =>
      HOST_OF_LABELS.test(host ?? '') ? { rule, words: [] } : { rule: null, words: ['cannot be part of a host'] },
    start: async () => {
      const call = await CallOnTheMove.make(server, owner, upstream.origin, ['host']);
      return async ({ host }) => {
        await call.setUrl(`http://[host]:${tripwire.port}/`, [host ?? '']);
        return { call, inputs: { host: host ?? '' } };
      };
    },
  },
  ...REDIRECTS.map((code) =>
    redirectWay(`a redirect ${code} of an allowed server`, `/redirect-to?code=${code}&url=[to]`),
  ),
  redirectWay('the second of two redirects', '/redirect-to?url=/redirect-to?url=[to]'),
  {
    title: 'the address of a file that an input takes',
    takes: ({ url }) => isHeaderText(url(ports())),
    expected: ({ url, byRedirect }) =>
      isWebAddress(url(ports()))
        ? { rule: byRedirect, words: [], isFile: true }
        : { rule: null, words: ['must be a file'] },
    start: async () => {
      const call = await CallOnTheMove.makeWithFile(server, owner, upstream.origin);
      return async ({ url }) => ({ call, inputs: { file: url(ports()) } });
    },
  },
];

function redirectWay(title: string, path: string): Way {
  return {
    title,
    takes: ({ url }) => isHeaderText(url(ports())),
    expected: ({ byRedirect }) => ({ rule: byRedirect, words: [] }),
    start: async () => {
      const call = await CallOnTheMove.make(server, owner, upstream.origin, ['to']);
      await call.setUrl(path);
      return async ({ url }) => {
        const to = toLocation(url(ports()));
        // The first server decodes it once more where it passes on the second redirect.
        return { call, inputs: { to: path.includes('=/redirect-to') ? encodeURIComponent(to) : to } };
      };
    },
  };
}

/** Few rounds try each spelling in one way by one door, in turn; many try all by all. */
function isTried(target: ForbiddenTarget, index: number, way: Way, door: Door): boolean {
  if (!way.takes(target)) return false;
  const ways = WAYS.filter((each) => each.takes(target));
  return TRIES_ALL || (ways[index % ways.length] === way && DOORS[index % DOORS.length] === door);
}

it(`none of ${FORBIDDEN_TARGETS.length} forbidden targets is reached by any way and door, and each is refused for its own reason`, async () => {
  const wrong: unknown[] = [];
  for (const way of WAYS) {
    const lead = await way.start();
    for (const [index, target] of FORBIDDEN_TARGETS.entries()) {
      const doors = DOORS.filter((door) => isTried(target, index, way, door));
      if (doors.length === 0) continue;
      const { call, inputs } = await lead(target);
      for (const door of doors) {
        rules.length = 0;
        const startedAt = performance.now();
        const end = await call.go(door, inputs);
        slowestMs = Math.max(slowestMs, performance.now() - startedAt);
        requestCount += 1;
        const expected = way.expected(target);
        if (isAsExpected(end, expected)) continue;
        wrong.push({ way: way.title, door, url: target.url(ports()), expected, end, rules: [...rules] });
      }
    }
  }
  expect(wrong).toEqual([]);
  const reached = tripwire.connectionCount() + own.connectionCount();
  expect(reached).toBe(0);
  reportProof({
    about: 'Egress',
    claim: `${FORBIDDEN_TARGETS.length} spellings of forbidden targets by ${WAYS.length} ways and ${DOORS.length} doors, each refused for its own reason`,
    figure: `${reached} of ${requestCount.toLocaleString('en')} reached a listener; slowest refusal ${Math.round(slowestMs)} ms`,
    goal: '0',
    isMet: reached === 0,
  });
});

it('nor by the global fetch that libraries use, directly or by a redirect', async () => {
  const dispatcher = Symbol.for('undici.globalDispatcher.1');
  const before: unknown = Reflect.get(globalThis, dispatcher);
  server.ctx.egress.installGlobally();
  const wrong: unknown[] = [];
  let count = 0;
  try {
    for (const target of FORBIDDEN_TARGETS) {
      const url = target.url(ports());
      if (!isWebAddress(url) || !isHeaderText(url)) continue;
      for (const address of [url, `${upstream.origin}/redirect-to?url=${encodeURIComponent(toLocation(url))}`]) {
        rules.length = 0;
        count += 1;
        const isRefused = await fetch(address).then(
          ({ status }) => status === 404,
          () => true,
        );
        const rule = address === url ? target.rule : target.byRedirect;
        // User info and bad ports fetch may refuse by itself.
        const isOwnRefusal = rule === null || rule === 'user-info' || rule === 'bad-port';
        const isTold = rules.join() === rule || (isOwnRefusal && rules.length === 0);
        if (!isRefused || !isTold) wrong.push({ address, rule, rules: [...rules] });
      }
    }
  } finally {
    Reflect.set(globalThis, dispatcher, before);
  }
  expect(wrong).toEqual([]);
  const reached = tripwire.connectionCount() + own.connectionCount();
  expect(reached).toBe(0);
  reportProof({
    about: 'Egress',
    claim: 'The same spellings by the global fetch that libraries use, directly and by a redirect',
    figure: `${reached} of ${count} reached a listener`,
    goal: '0',
    isMet: reached === 0,
  });
});

/** They send nothing. */
const OF_NO_REQUEST: readonly string[] = [listUsableCalls.path, dryRunCall.path, enterResponse.path];

describe('whoever has a request made', () => {
  it('is one of the doors that are tried here: no other module of the product runs a request or fetches', () => {
    const found = (pattern: RegExp) =>
      productFiles().filter((file) => pattern.test(withoutComments(readFileSync(path.join(ROOT, file), 'utf8'))));
    expect(found(/(?<!function )\brunRequest\(/)).toEqual([
      'apps/server/src/running/send-run.ts',
      'packages/runner/src/fetch-file.ts',
    ]);
    expect(found(/(?<!function )\bsendRun\(/)).toEqual([
      'apps/server/src/features/initializations/initialize-call.ts',
      'apps/server/src/features/run/answer-body.ts',
      'apps/server/src/features/run/answer-envelope.ts',
      'apps/server/src/features/run/answer-stream.ts',
      'apps/server/src/features/usage/run-call.ts',
    ]);
    expect(found(/(?<!function )\bfetchFile\(/)).toEqual(['apps/server/src/running/fetch-files.ts']);
    expect(found(/\begress\s*\.request\(/)).toEqual([
      'packages/runner/src/auth/token/send-token-request.ts',
      'packages/runner/src/send-hops.ts',
    ]);
    expect(found(/(?<![.\w])fetch\(/)).toEqual([]);
    expect(found(/\binstallGlobally\b/)).toEqual(['apps/server/src/serve.ts', 'packages/egress/src/egress.ts']);
  });

  it('is reached by the endpoints of initializations and of runs by hand, and by runs, and by nothing else', () => {
    const entrances = productFiles().filter((file) => /\.routes\.ts$|\/run-handler\.ts$/.test(file));
    const runs = (file: string) =>
      /initialize-call\.ts$|answer-(?:body|envelope|stream)\.ts$|usage\/run-call\.ts$|fetch-files\.ts$/.test(file);
    const reaching = entrances.filter((file) => [...importsOf(file)].some(runs));
    expect(reaching).toEqual([
      'apps/server/src/features/initializations/initializations.routes.ts',
      'apps/server/src/features/run/run-handler.ts',
      'apps/server/src/features/usage/usage.routes.ts',
    ]);
    const sending = (routes: readonly Route[]) =>
      routes.map(({ endpoint }) => endpoint.path).filter((each) => !OF_NO_REQUEST.includes(each));
    expect(sending(initializationRoutes(server.ctx))).toEqual([initializeCall.path]);
    // A dry run prepares a request and ends there; a replay is a run by hand, with the inputs of another run.
    expect(sending(usageRoutes(server.ctx))).toEqual([runCall.path, replayRun.path]);
    expect(importsOf('apps/server/src/features/usage/replay-run.ts')).toContain(
      'apps/server/src/features/usage/run-call.ts',
    );
    expect([...importsOf('apps/server/src/features/initializations/enter-response.ts')].filter(runs)).toEqual([]);
    expect([...importsOf('apps/server/src/features/usage/dry-run-call.ts')].filter(runs)).toEqual([
      // For what says which inputs it would fetch.
      'apps/server/src/running/fetch-files.ts',
    ]);
    expect(DOORS).toEqual(['initialization', 'run, by hand', 'run, envelope', 'run, body', 'run, stream']);
  });
});

const ROOT = path.resolve(import.meta.dirname, '../../..');
const FOLDERS = [
  'apps/server/src',
  ...['connector', 'contracts', 'db', 'egress', 'runner', 'shape'].map((name) => `packages/${name}/src`),
];

/** What is built, without tests and their helpers. */
function productFiles(): string[] {
  return FOLDERS.flatMap((folder) =>
    readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map((file) => `${folder}/${file}`),
  )
    .map((file) => file.split(path.sep).join('/'))
    .filter((file) => file.endsWith('.ts') && !/\.test\.ts$|\/testing\/|\/generated\//.test(file))
    .sort();
}

function withoutComments(source: string): string {
  return source.replaceAll(/\/\*[\s\S]*?\*\/|(?<!:)\/\/.*$/gm, '');
}

/** The files of the same part that a file needs, directly and through others. */
function importsOf(file: string, seen = new Set<string>()): Set<string> {
  const source = readFileSync(path.join(ROOT, file), 'utf8');
  for (const [, target = ''] of source.matchAll(/from '(\.{1,2}\/[^']+)'/g)) {
    const found = path.posix.join(path.posix.dirname(file), target);
    if (seen.has(found)) continue;
    seen.add(found);
    importsOf(found, seen);
  }
  return seen;
}

function isWebAddress(url: string): boolean {
  return URL.canParse(url) && /^https?:$/.test(new URL(url).protocol);
}

/** A header holds no line break. */
function isHeaderText(url: string): boolean {
  return !/[\t\r\n]/.test(url);
}

/** In a header, letters beyond ASCII are percent-encoded, which a URL reads as the letters. */
function toLocation(url: string): string {
  return url.replace(/[^\x20-\x7e]/gu, (letter) => encodeURIComponent(letter));
}

function isAsExpected({ outcome, words }: End, expected: Expected | undefined): boolean {
  if (expected === undefined) return false;
  if (expected.rule !== null) {
    const isTold = expected.isFile ? outcome === 'input' && words.includes(': blocked:') : outcome === 'blocked';
    return isTold && rules.length === 1 && rules[0] === expected.rule;
  }
  if (rules.length > 0) return false;
  if (expected.words.length === 0) return outcome === 'response';
  const isRefused = outcome === 'config' || outcome === 'input' || outcome === 'invalid_request';
  return isRefused && expected.words.some((each) => words.includes(each));
}
