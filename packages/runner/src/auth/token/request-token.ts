import { randomUUID } from 'node:crypto';
import type { CodeGrant, DeviceGrant, TokenGrant } from '@jackfield/connector';
import * as oauth from 'oauth4webapi';
import { signJwt } from '../jwt/sign-jwt.ts';
import { authenticateClient, clientOf, sendByLibrary } from './authenticate-client.ts';
import { type ProviderAnswer, sendTokenRequest, type TokenSender } from './send-token-request.ts';

type OAuthGrant = Exclude<TokenGrant, { type: 'custom' }>;

/** Asks for a token as the grant says. */
export async function requestToken(
  grant: Exclude<TokenGrant, CodeGrant | DeviceGrant>,
  sender: TokenSender,
): Promise<ProviderAnswer> {
  if (grant.type === 'custom') {
    const { method, tokenUrl: url, headers, body } = grant;
    return sendTokenRequest(sender, { method, url, headers: headers.map(([name, value]) => [name, value]), body });
  }
  const parameters = toParameters(grant.parameters);
  switch (grant.type) {
    case 'client_credentials':
    case 'password':
      return post(grant, grant.type, parameters, sender);
    case 'assertion':
      parameters.set('assertion', await signJwt(grant.signing, Date.now(), { jti: randomUUID() }));
      return post(grant, 'urn:ietf:params:oauth:grant-type:jwt-bearer', parameters, sender);
  }
}

/** Exchanges a refresh token. */
export function refreshToken(grant: OAuthGrant, token: string, sender: TokenSender): Promise<ProviderAnswer> {
  return post(grant, 'refresh_token', new URLSearchParams({ refresh_token: token }), sender);
}

/** Tells the provider that a token is needed no more (RFC 7009). */
export function revokeToken(
  { tokenUrl, revokeUrl, client }: CodeGrant | DeviceGrant,
  token: string,
  sender: TokenSender,
): Promise<ProviderAnswer> {
  const server = { issuer: new URL(tokenUrl).origin, revocation_endpoint: revokeUrl };
  return sendByLibrary(sender, (options) =>
    oauth.revocationRequest(server, clientOf(client), authenticateClient(client), token, options),
  );
}

function post(
  { tokenUrl, client }: OAuthGrant,
  grantType: string,
  parameters: URLSearchParams,
  sender: TokenSender,
): Promise<ProviderAnswer> {
  const server = { issuer: new URL(tokenUrl).origin, token_endpoint: tokenUrl };
  return sendByLibrary(sender, (options) =>
    oauth.genericTokenEndpointRequest(
      server,
      clientOf(client),
      authenticateClient(client),
      grantType,
      parameters,
      options,
    ),
  );
}

/** In order; a name may stand several times. */
export function toParameters(pairs: readonly (readonly [string, string])[]): URLSearchParams {
  const parameters = new URLSearchParams();
  for (const [name, value] of pairs) parameters.append(name, value);
  return parameters;
}
