import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { CUSTOMERS, ORDERS, TILE_SVG } from './demo-data.ts';

const PAGE_SIZE = 10;
const PAGE_SIZE_MAX = 50;
const ECHO_BYTES_MAX = 1024 * 1024;
const SLOW_SECONDS_MAX = 60;

/** A small shop to try things on; it keeps nothing. */
export async function answerDemoRequest(req: IncomingMessage, res: ServerResponse): Promise<void> {
  const url = new URL(req.url ?? '/', 'http://demo');
  const [, first = '', second] = url.pathname.split('/');
  switch (`${req.method} ${first}`) {
    case 'GET customers':
      return second === undefined
        ? sendPage(
            res,
            url,
            CUSTOMERS.filter(({ name }) => matches(name, url.searchParams.get('q'))),
          )
        : sendOne(
            res,
            'customer',
            CUSTOMERS.find(({ id }) => String(id) === second),
          );
    case 'GET orders':
      return second === undefined
        ? sendPage(
            res,
            url,
            ORDERS.filter(({ status }) => matches(status, url.searchParams.get('status'))),
          )
        : sendOne(
            res,
            'order',
            ORDERS.find(({ id }) => String(id) === second),
          );
    case 'POST orders':
      return createOrder(req, res);
    case 'GET error':
      return sendJson(res, 422, {
        error: { code: 'demo', message: 'This address always fails, to show how that looks.' },
      });
    case 'GET slow':
      return sendSlowly(req, res, Number(url.searchParams.get('seconds') ?? 3));
    case 'GET feed.xml':
      return send(res, 200, 'application/xml', feed());
    case 'GET tile.svg':
      return send(res, 200, 'image/svg+xml', TILE_SVG);
    default:
      if (first === 'echo') return echo(req, res, url);
      return sendJson(res, 404, {
        error: { code: 'not_found', message: `There is no ${req.method} ${url.pathname} here.` },
      });
  }
}

function matches(text: string, wanted: string | null): boolean {
  return wanted === null || text.toLowerCase().includes(wanted.toLowerCase());
}

function sendPage(res: ServerResponse, url: URL, all: readonly object[]): void {
  const number = (name: string, byDefault: number) => Math.trunc(Number(url.searchParams.get(name) ?? byDefault));
  const page = Math.max(1, number('page', 1) || 1);
  const size = Math.min(PAGE_SIZE_MAX, Math.max(1, number('limit', PAGE_SIZE) || PAGE_SIZE));
  const items = all.slice((page - 1) * size, page * size);
  const isLast = page * size >= all.length;
  sendJson(res, 200, { items, page, total: all.length, nextPage: isLast ? null : page + 1 });
}

function sendOne(res: ServerResponse, noun: string, thing: object | undefined): void {
  if (thing) sendJson(res, 200, thing);
  else sendJson(res, 404, { error: { code: 'not_found', message: `There is no such ${noun}.` } });
}

async function createOrder(req: IncomingMessage, res: ServerResponse): Promise<void> {
  const body = await readText(req);
  try {
    const order: unknown = JSON.parse(body);
    if (typeof order !== 'object' || order === null || Array.isArray(order)) throw new TypeError('not an object');
    sendJson(res, 201, { id: 1_001 + ORDERS.length, status: 'open', ...order });
  } catch {
    sendJson(res, 400, { error: { code: 'bad_json', message: 'Send the order as a JSON object.' } });
  }
}

async function echo(req: IncomingMessage, res: ServerResponse, url: URL): Promise<void> {
  sendJson(res, 200, {
    method: req.method,
    path: url.pathname,
    query: Object.fromEntries(url.searchParams),
    headers: req.headers,
    body: await readText(req),
  });
}

async function sendSlowly(req: IncomingMessage, res: ServerResponse, seconds: number): Promise<void> {
  const patience = new AbortController();
  req.once('close', () => patience.abort());
  const slowness = Math.min(SLOW_SECONDS_MAX, Math.max(0, seconds || 0));
  await wait(slowness * 1_000, undefined, { signal: patience.signal }).then(
    () => sendJson(res, 200, { waitedSeconds: slowness }),
    () => {},
  );
}

function feed(): string {
  const items = ORDERS.slice(0, 5).map(
    ({ id, placedOn, total, currency }) =>
      `  <order id="${id}"><placedOn>${placedOn}</placedOn><total currency="${currency}">${total.toFixed(2)}</total></order>`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n<orders>\n${items.join('\n')}\n</orders>\n`;
}

async function readText(req: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of req as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= ECHO_BYTES_MAX) chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}

function sendJson(res: ServerResponse, status: number, value: object): void {
  send(res, status, 'application/json', JSON.stringify(value));
}

function send(res: ServerResponse, status: number, type: string, text: string): void {
  res.writeHead(status, { 'Content-Type': `${type}; charset=utf-8`, 'Content-Length': Buffer.byteLength(text) });
  res.end(text);
}
