import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { isPerEndUser } from '@jackfield/connector';
import { endUserDisconnectedSchema, endUserLinkSchema, endUserQuerySchema } from '@jackfield/contracts';
import { AppError, invalidRequest, notFound } from '../../app-error.ts';
import type { Configuration } from '../../configuration/configuration.ts';
import type { TokenUses } from '../../configuration/token-uses.ts';
import type { ApiTarget } from '../../connections/find-api.ts';
import { type ForgetDependencies, forgetConnection } from '../../connections/forget-connection.ts';
import type { Logger } from '../../logger.ts';
import { requireToken, tokenHash } from './authorize-run.ts';
import { type EndUserAddress, parseEndUserAddress } from './end-user-address.ts';
import { type LinkDependencies, makeLink } from './make-link.ts';
import { refuse } from './refuse.ts';

interface Dependencies extends LinkDependencies, ForgetDependencies {
  configuration: Configuration;
  tokenUses: TokenUses;
  logger: Logger;
}

const METHODS = { link: 'POST', connection: 'DELETE' } as const;

/** What a builder's app does about the connections of its end users, with a token of the run API. */
export function createEndUserHandler(dependencies: Dependencies) {
  return (req: IncomingMessage, res: ServerResponse): void => {
    const requestId = randomUUID();
    const address = parseEndUserAddress(req.url ?? '');
    const path = address === null ? '(no end user)' : `/${address.project}/${address.api}/end-user/${address.thing}`;
    answer(dependencies, req, address)
      .then((told) => send(res, told, requestId))
      .catch((error: unknown) => {
        refuse(dependencies.logger, res, { error, requestId, isGone: false, path });
      });
  };
}

async function answer(
  dependencies: Dependencies,
  req: IncomingMessage,
  address: EndUserAddress | null,
): Promise<unknown> {
  if (address === null) throw notFound('address');
  const { project: slug, api: apiSlug, thing, query } = address;
  if (req.method !== METHODS[thing]) {
    throw new AppError('method_not_allowed', {
      detail: `At this address ${METHODS[thing]} is known, and nothing else.`,
    });
  }
  const { configuration, tokenUses } = dependencies;
  const project = configuration.inMemory(slug) ?? (await configuration.ofSlug(slug));
  const token = requireToken(project, tokenHash(req.headers.authorization));
  const user = readUser(query);
  const api = project?.apis.get(apiSlug);
  const environment = project?.environments.get(token.environmentId);
  if (!project || !api || !environment) throw notFound('API');
  tokenUses.note(token.id);
  const target: ApiTarget = { project, environment, api };
  requirePerEndUser(target);
  if (thing === 'connection') {
    return endUserDisconnectedSchema.parse(await forgetConnection(dependencies, target, user, token.id));
  }
  return endUserLinkSchema.parse(await makeLink(dependencies, target, { user, tokenId: token.id }));
}

function readUser(query: string): string {
  const pairs = [...new URLSearchParams(query)];
  const parsed = endUserQuerySchema.safeParse(Object.fromEntries(pairs));
  if (parsed.success && pairs.length === 1) return parsed.data.user;
  const [issue] = parsed.error?.issues ?? [];
  const message = pairs.length === 0 ? 'The address names no user.' : (issue?.message ?? 'user is given twice.');
  throw invalidRequest([
    { path: ['query', 'user'], message, fix: 'Add ?user=… with an id of your own, and nothing else.' },
  ]);
}

function requirePerEndUser({ api }: ApiTarget): void {
  if (isPerEndUser(api.document.auth)) return;
  const message = `${api.name} has no connections of end users.`;
  const fix = 'Set Whose account in its authentication to each end user’s own.';
  throw invalidRequest([{ path: ['query', 'user'], message, fix }], `${message} ${fix}`);
}

function send(res: ServerResponse, told: unknown, requestId: string): void {
  const body = Buffer.from(JSON.stringify(told));
  res.writeHead(200, {
    'X-Request-Id': requestId,
    'X-Content-Type-Options': 'nosniff',
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Length': String(body.length),
    'Cache-Control': 'no-store',
  });
  res.end(body);
}
