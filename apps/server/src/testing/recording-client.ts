import { TestClient } from './test-client.ts';

/** Something that left the server, and where. */
export interface Seen {
  door: string;
  bytes: string | Uint8Array;
}

/** Keeps every answer whole: status, headers, body. The cookies of a session are kept out: they are the person's. */
export class RecordingClient extends TestClient {
  readonly #seen: Seen[];

  constructor(url: string, seen: Seen[]) {
    super(url);
    this.#seen = seen;
  }

  override async fetch(path: string, init: RequestInit = {}): Promise<Response> {
    const res = await super.fetch(path, init);
    const body = await bodyOf(res);
    const isSignIn = /^\/api\/sign-(?:in|up)$/.test(path);
    const headers = [...res.headers].filter(([name]) => !(isSignIn && name === 'set-cookie'));
    const head = [`${res.status} ${res.statusText}`, ...headers.map((header) => header.join(': '))].join('\n');
    // Its own line of the request, which may be long and hold what was sent on purpose, is only told in part.
    const door = `${init.method ?? 'GET'} ${path.slice(0, 80)}`;
    this.#seen.push({ door: `${door}, head`, bytes: head }, { door: `${door}, body`, bytes: body });
    const hasNoBody = [204, 205, 304].includes(res.status);
    return new Response(hasNoBody ? null : body, { status: res.status, headers: res.headers });
  }
}

/** What came of a body, also of one that is cut off. */
async function bodyOf(res: Response): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  try {
    for await (const chunk of res.body ?? []) chunks.push(chunk);
  } catch {
    // Cut off on purpose, as an answer is whose upstream fails in the middle.
  }
  return new Uint8Array(Buffer.concat(chunks));
}
