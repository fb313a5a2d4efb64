import type { FileValue } from '@jackfield/connector';
import type { Endpoint } from '@jackfield/contracts';
import express, { type Express, type Request, type Response } from 'express';
import type { z } from 'zod';
import { AppError, invalidRequest, notFound } from '../app-error.ts';
import { type Access, hasRole, type Person } from '../caller.ts';
import { isForm, readForm } from './read-form.ts';
import { readJsonBody } from './read-json-body.ts';
import { requestIdOf } from './request-id.ts';
import type { Route, RouteRequest } from './route.ts';
import { streamEvents } from './stream-events.ts';
import { findUnstorableText } from './unstorable-text.ts';

export interface RouteGuards {
  /** Who the request's cookie belongs to. */
  authenticate: (headers: Headers) => Promise<Person | null>;
  /** Where a person stands for the project, API or call of a path; null when it is not theirs, or not there. */
  findAccess: (params: Record<string, string>, userId: string) => Promise<Access | null>;
  /** Answers are held against the contract: in development and tests. */
  checksResponses: boolean;
}

/** Registers every route; what an endpoint declares in its contract is enforced here and nowhere else. */
export function mountRoutes(app: Express, routes: readonly Route[], guards: RouteGuards): void {
  for (const route of routes) {
    const method = route.endpoint.method.toLowerCase() as Lowercase<Endpoint['method']>;
    app[method](route.endpoint.path, async (req, res) => {
      const request = await admit(route.endpoint, req, res, guards);
      if (route.kind === 'stream') {
        await streamEvents(res, route.endpoint, guards.checksResponses, (send) => route.handler(request, send));
        return;
      }
      const answer = await route.handler(request);
      res.setHeader('Cache-Control', 'no-store');
      res.json(guards.checksResponses ? checkAnswer(route.endpoint, answer) : answer);
    });
  }
  for (const path of new Set(routes.map((route) => route.endpoint.path))) {
    const methods = routes.filter((route) => route.endpoint.path === path).map((route) => route.endpoint.method);
    app.all(path, (req, res) => {
      res.setHeader('Allow', methods.join(', '));
      throw new AppError('method_not_allowed', { detail: `${req.method} is not known at this address.` });
    });
  }
}

/** In this order, so that nobody learns by a 400 or a 403 what they may not know of. */
async function admit(
  endpoint: Endpoint,
  req: Request,
  res: Response,
  guards: RouteGuards,
): Promise<RouteRequest<Endpoint>> {
  const headers = toHeaders(req);
  const person = await guards.authenticate(headers);
  const caller = await findCaller(endpoint, req, person, guards);
  const params = parsePart('params', endpoint.params, req.params);
  const query = parsePart('query', endpoint.query, req.query);
  const { json, files } = await readBody(endpoint, req, res);
  const body = parsePart('body', endpoint.body, json);
  return {
    params,
    query,
    body,
    files,
    // `findCaller` has refused whoever the endpoint's `may` does not let in.
    caller: caller as RouteRequest<Endpoint>['caller'],
    requestId: requestIdOf(res),
    address: req.ip ?? '',
    headers,
    signal: goneSignal(res),
    setCookies: (lines) => res.append('Set-Cookie', [...lines]),
  };
}

const NO_FILES: ReadonlyMap<string, FileValue> = new Map();

async function readBody(endpoint: Endpoint, req: Request, res: Response) {
  if (!endpoint.takesFiles || !isForm(req)) return { json: await readJsonBody(req, res), files: NO_FILES };
  const { json, files } = await readForm(req, 'body');
  return { json: json === null ? undefined : parseJson(json), files };
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (cause) {
    throw new AppError('malformed_body', { detail: 'The part body is not complete, valid JSON.', cause });
  }
}

async function findCaller(
  endpoint: Endpoint,
  req: Request,
  person: Person | null,
  guards: RouteGuards,
): Promise<Person | (Person & Access) | null> {
  if (endpoint.may === 'anyone') return person;
  if (!person) {
    throw new AppError('not_signed_in', { detail: 'You are not signed in, or no longer. Sign in and try again.' });
  }
  if (endpoint.may === 'signed-in') return person;
  const params = textParams(req);
  const access = findUnstorableText(params) ? null : await guards.findAccess(params, person.userId);
  if (!access) throw notFound('thing');
  if (!hasRole(access.role, endpoint.may)) {
    throw new AppError('not_allowed', {
      detail: `This needs the role ${endpoint.may}; yours is ${access.role}. Ask an admin of the workspace.`,
    });
  }
  return { ...person, ...access };
}

function textParams(req: Request): Record<string, string> {
  return Object.fromEntries(
    Object.entries(req.params).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
  );
}

function parsePart<Schema extends z.ZodType>(part: string, schema: Schema, value: unknown): z.infer<Schema> {
  const unstorable = findUnstorableText(value);
  if (unstorable) {
    const message = 'This text holds a character that cannot be kept: NUL, or half of a character.';
    throw invalidRequest([{ path: [part, ...unstorable], message, fix: 'Remove it, or write it as an escape.' }]);
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const errors = parsed.error.issues.map((issue) => ({
    path: [part, ...issue.path.map((step) => (typeof step === 'symbol' ? String(step) : step))],
    message: issue.message,
  }));
  throw invalidRequest(errors, 'The request is not as it should be. See which fields, and correct them.');
}

function checkAnswer(endpoint: Endpoint, answer: unknown): unknown {
  const checked = endpoint.response.safeParse(answer);
  if (checked.success) return answer;
  throw new Error(`The answer of ${endpoint.method} ${endpoint.path} breaks its contract: ${checked.error.message}`);
}

function toHeaders(req: Request): Headers {
  const headers = new Headers();
  for (let index = 0; index + 1 < req.rawHeaders.length; index += 2) {
    const name = req.rawHeaders[index];
    const value = req.rawHeaders[index + 1];
    if (name && value !== undefined) headers.append(name, value);
  }
  return headers;
}

function goneSignal(res: Response): AbortSignal {
  const gone = new AbortController();
  res.once('close', () => {
    if (!res.writableFinished) gone.abort();
  });
  return gone.signal;
}

/** For `createApp`: the query is read as plain text pairs, never as nested objects. */
export function createExpress(): Express {
  const app = express();
  app.set('query parser', 'simple');
  app.disable('x-powered-by');
  app.disable('etag');
  // A proxy on the same machine tells the client's address; nobody else is believed.
  app.set('trust proxy', 'loopback');
  return app;
}
