import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { listen, type TrackedServer } from './listen.ts';

const require = createRequire(new URL('../../../apps/e2e/upstreams/package.json', import.meta.url));

export interface OidcServerOptions {
  /** A free one if not given. */
  port?: number;
  accessTokenSeconds?: number;
  /** Besides `OIDC_CLIENTS`. */
  clients?: readonly Record<string, unknown>[];
  /** Where the code flow may lead back to. */
  redirectUris?: readonly string[];
  /** How often somebody may ask whether a device code was entered; the provider does not say where left out. */
  deviceIntervalSeconds?: number;
}

export interface OidcServer extends TrackedServer {
  /** Each token request, as it came: its form, and the status that it was answered with. */
  tokenRequests: { form: URLSearchParams; authorization: string | undefined; status: number }[];
  /** What the protected routes were asked with, and the status. */
  apiRequests: { authorization: string | undefined; url: string; status: number }[];
  /** What was asked of the device authorization endpoint, and its answers. */
  deviceRequests: { form: URLSearchParams; authorization: string | undefined; answer: string }[];
  /** Answers the next so many token requests with this status, before the provider sees them. */
  failTokenRequests(count: number, status: number, body?: string): void;
  /** Of those that are granted from now on. */
  setAccessTokenSeconds(seconds: number): void;
  /** Likewise, of device codes. */
  setDeviceCodeSeconds(seconds: number): void;
  /** Holds token requests back, after the provider has answered, until they are let go. */
  holdAnswers(): () => void;
  /** Forgets every access token: the API refuses them from now on. */
  revokeAccessTokens(): void;
  /** In PEM: of the client `jwt`. */
  clientKey: string;
}

/** Of the protected routes: tells of a token that has ended in its body alone, with 200. */
const SOFT_PATH = '/api/soft';

/** Known to every server here. */
export const OIDC_CLIENTS = {
  basic: { id: 'client-basic', secret: 'secret of the client/+%25' },
  body: { id: 'client-body', secret: 'another secret of a client' },
  jwt: { id: 'client-jwt' },
  public: { id: 'client-public' },
  device: { id: 'client-device' },
} as const;

export const OIDC_USER = { name: 'alice', password: 'the password of alice' };

/** The parts of oidc-provider 9 that are used here; it has no types. */
interface Provider {
  callback(): (req: IncomingMessage, res: ServerResponse) => void;
  proxy: boolean;
  on(event: string, listener: (...args: never[]) => void): void;
  registerGrantType(name: string, handler: GrantHandler, parameters: readonly string[]): void;
  AccessToken: TokenModel;
  ClientCredentials: TokenModel;
  RefreshToken: TokenModel;
  Grant: new (properties: object) => { addOIDCScope(scope: string): void; save(): Promise<string> };
}
interface Token {
  expiration: number;
  accountId?: string;
  isExpired: boolean;
  scope?: string;
  save(): Promise<string>;
}
interface TokenModel {
  new (properties: object): Token;
  find(value: string): Promise<Token | undefined>;
}
interface GrantContext {
  oidc: { client: object; params: Record<string, string | undefined> };
  body: unknown;
  status: number;
}
type GrantHandler = (ctx: GrantContext) => Promise<void>;

/**
 * A provider that others wrote (oidc-provider 9): code flow with PKCE, client credentials, device flow, refresh with
 * rotation, revocation, discovery and userinfo. `/api/…` is behind its access tokens, which `/api/soft` refuses
 * with 200. A refresh token that is used a
 * second time revokes the whole grant.
 */
export async function startOidcServer(options: OidcServerOptions = {}): Promise<OidcServer> {
  const { port, accessTokenSeconds = 3600, clients = [], redirectUris = ['http://127.0.0.1/callback'] } = options;
  let deviceSeconds = 600;
  let seconds = accessTokenSeconds;
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const server = createServer();
  const tracked = await listen(server, '127.0.0.1', 'http', port);
  // The cast says what the package has: it comes without types.
  const { default: Oidc } = (await import(pathToFileURL(require.resolve('oidc-provider')).href)) as {
    default: new (issuer: string, configuration: object) => Provider;
  };
  const provider = new Oidc(tracked.origin, {
    clients: [
      client(OIDC_CLIENTS.basic, { token_endpoint_auth_method: 'client_secret_basic', redirect_uris: redirectUris }),
      client(OIDC_CLIENTS.body, { token_endpoint_auth_method: 'client_secret_post', redirect_uris: redirectUris }),
      client(OIDC_CLIENTS.jwt, {
        token_endpoint_auth_method: 'private_key_jwt',
        redirect_uris: redirectUris,
        jwks: { keys: [{ ...rsa.publicKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256' }] },
      }),
      client(OIDC_CLIENTS.public, { token_endpoint_auth_method: 'none', redirect_uris: redirectUris }),
      client(OIDC_CLIENTS.device, {
        token_endpoint_auth_method: 'none',
        redirect_uris: [],
        response_types: [],
        grant_types: ['urn:ietf:params:oauth:grant-type:device_code', 'refresh_token'],
        application_type: 'native',
      }),
      ...clients,
    ],
    features: {
      clientCredentials: { enabled: true },
      deviceFlow: { enabled: true },
      revocation: { enabled: true },
      introspection: { enabled: true },
      resourceIndicators: { enabled: false },
    },
    scopes: ['openid', 'offline_access', 'email', 'contacts.read'],
    claims: { openid: ['sub'], email: ['email'] },
    findAccount: (_ctx: unknown, id: string) => ({
      accountId: id,
      claims: () => ({ sub: id, email: `${id}@example.com` }),
    }),
    rotateRefreshToken: true,
    issueRefreshToken: () => true,
    pkce: { required: () => true },
    ttl: {
      AccessToken: () => seconds,
      ClientCredentials: () => seconds,
      RefreshToken: 86_400,
      Grant: 86_400,
      Session: 86_400,
      Interaction: 3_600,
      AuthorizationCode: 60,
      IdToken: 3_600,
      DeviceCode: () => deviceSeconds,
    },
    cookies: { keys: [randomBytes(16).toString('hex')] },
    jwks: { keys: [{ ...rsa.privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256' }] },
  });
  provider.registerGrantType('password', passwordGrant(provider), ['username', 'password', 'scope']);
  const behind = provider.callback();

  const tokenRequests: OidcServer['tokenRequests'] = [];
  const apiRequests: OidcServer['apiRequests'] = [];
  const deviceRequests: OidcServer['deviceRequests'] = [];
  let failing = { count: 0, status: 503, body: 'out of order' };
  let held: Promise<void> | null = null;

  const answerApi = async (req: IncomingMessage, res: ServerResponse): Promise<void> => {
    const { authorization } = req.headers;
    const url = new URL(req.url ?? '/', tracked.origin);
    const value = authorization?.replace(/^Bearer /, '') ?? url.searchParams.get('access_token') ?? '';
    const token = (await provider.AccessToken.find(value)) ?? (await provider.ClientCredentials.find(value));
    const isValid = token !== undefined && !token.isExpired && !revoked.has(value);
    const status = isValid || url.pathname === SOFT_PATH ? 200 : 401;
    if (isValid) seen.add(value);
    apiRequests.push({ authorization, url: req.url ?? '', status });
    res.writeHead(status, { 'content-type': 'application/json' });
    res.end(
      JSON.stringify(
        isValid ? { account: token.accountId ?? null, scope: token.scope ?? null } : { error: 'invalid_token' },
      ),
    );
  };
  const seen = new Set<string>();
  const revoked = new Set<string>();

  server.on('request', (req: IncomingMessage, res: ServerResponse) => {
    if (req.url?.startsWith('/api/')) {
      void answerApi(req, res);
      return;
    }
    if (req.method === 'POST' && req.url === '/device/auth') {
      deviceRequests.push(watchDevice(req, res, options.deviceIntervalSeconds));
    }
    if (req.method === 'POST' && req.url === '/token') {
      const chunks: Buffer[] = [];
      req.on('data', (chunk: Buffer) => chunks.push(chunk));
      const entry = { form: new URLSearchParams(), authorization: req.headers.authorization, status: 0 };
      tokenRequests.push(entry);
      req.on('end', () => {
        entry.form = new URLSearchParams(Buffer.concat(chunks).toString('utf8'));
      });
      res.on('finish', () => {
        entry.status = res.statusCode;
      });
      if (failing.count > 0) {
        failing.count -= 1;
        res.writeHead(failing.status, { 'content-type': 'text/plain' }).end(failing.body);
        return;
      }
      const { end } = res;
      const waiting = held;
      if (waiting !== null) {
        res.end = ((...args: Parameters<typeof end>) => {
          void waiting.then(() => Reflect.apply(end, res, args));
          return res;
        }) as typeof end;
      }
    }
    behind(req, res);
  });

  return {
    ...tracked,
    tokenRequests,
    apiRequests,
    deviceRequests,
    failTokenRequests: (count, status, body = 'out of order') => {
      failing = { count, status, body };
    },
    setAccessTokenSeconds: (value) => {
      seconds = value;
    },
    setDeviceCodeSeconds: (value) => {
      deviceSeconds = value;
    },
    holdAnswers: () => {
      let release = (): void => {};
      held = new Promise((resolve) => {
        release = resolve;
      });
      return () => {
        held = null;
        release();
      };
    },
    revokeAccessTokens: () => {
      for (const value of seen) revoked.add(value);
    },
    clientKey: rsa.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}

/** Notes what is asked for, and adds to the answer how often its code may be asked about, which the provider leaves out. */
function watchDevice(req: IncomingMessage, res: ServerResponse, interval: number | undefined) {
  const entry = { form: new URLSearchParams(), authorization: req.headers.authorization, answer: '' };
  const chunks: Buffer[] = [];
  req.on('data', (chunk: Buffer) => chunks.push(chunk));
  req.on('end', () => {
    entry.form = new URLSearchParams(Buffer.concat(chunks).toString('utf8'));
  });
  const { end } = res;
  res.end = ((body: string | Buffer) => {
    const answer: object = JSON.parse(body.toString());
    entry.answer = JSON.stringify(interval === undefined ? answer : { ...answer, interval });
    res.setHeader('content-length', Buffer.byteLength(entry.answer));
    return Reflect.apply(end, res, [entry.answer]);
  }) as typeof end;
  return entry;
}

function client({ id, ...rest }: { id: string; secret?: string }, more: Record<string, unknown>) {
  return {
    client_id: id,
    ...('secret' in rest ? { client_secret: rest.secret } : {}),
    grant_types: ['authorization_code', 'refresh_token', 'client_credentials', 'password'],
    response_types: ['code'],
    ...more,
  };
}

/** RFC 6749 §4.3, which the provider leaves to those who want it. */
function passwordGrant(provider: Provider): GrantHandler {
  return async (ctx) => {
    const { client: of, params } = ctx.oidc;
    if (params.username !== OIDC_USER.name || params.password !== OIDC_USER.password) {
      ctx.status = 400;
      ctx.body = { error: 'invalid_grant', error_description: `wrong password ${params.password}` };
      return;
    }
    const scope = params.scope ?? 'openid';
    const grant = new provider.Grant({ accountId: params.username, clientId: Reflect.get(of, 'clientId') });
    grant.addOIDCScope(scope);
    const grantId = await grant.save();
    const common = { accountId: params.username, client: of, grantId, gty: 'password', scope };
    const token = new provider.AccessToken(common);
    const refresh = new provider.RefreshToken(common);
    ctx.body = {
      access_token: await token.save(),
      expires_in: token.expiration,
      token_type: 'Bearer',
      scope,
      refresh_token: await refresh.save(),
    };
  };
}
