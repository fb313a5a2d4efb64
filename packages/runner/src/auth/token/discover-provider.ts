import * as oauth from 'oauth4webapi';
import { sendTokenRequest, type TokenSender } from './send-token-request.ts';
import { TokenFailure } from './token-failure.ts';

export interface DiscoveredProvider {
  issuer: string;
  authorizeUrl: string;
  tokenUrl: string;
  deviceUrl: string;
  revokeUrl: string;
  profileUrl: string;
  scopes: readonly string[];
}

/** The addresses that a provider publishes at its issuer (OpenID Connect Discovery, else RFC 8414). */
export async function discoverProvider(issuer: string, sender: TokenSender): Promise<DiscoveredProvider> {
  const url = new URL(issuer);
  let reason = '';
  for (const algorithm of ['oidc', 'oauth2'] as const) {
    try {
      const response = await oauth.discoveryRequest(url, {
        algorithm,
        [oauth.allowInsecureRequests]: true,
        [oauth.customFetch]: async (address, { headers }) => {
          const request = { method: 'GET', url: address, headers: Object.entries(headers), body: null };
          const { status, text } = await sendTokenRequest(sender, request);
          return new Response(text, { status, headers: { 'content-type': 'application/json' } });
        },
      });
      return toProvider(await oauth.processDiscoveryResponse(url, response));
    } catch (error) {
      if (error instanceof TokenFailure || !(error instanceof Error) || error.name === 'RunFailure') throw error;
      reason = error.message;
    }
  }
  throw new TokenFailure({
    message: `${url.host} does not publish its addresses there.`,
    detail: `auth.issuer: ${reason}`,
    hint: 'Check Issuer URL, or fill in the addresses from the documentation of the provider.',
    isPassing: false,
  });
}

function toProvider(server: oauth.AuthorizationServer): DiscoveredProvider {
  const text = (value: unknown): string => (typeof value === 'string' ? value : '');
  return {
    issuer: server.issuer,
    authorizeUrl: text(server.authorization_endpoint),
    tokenUrl: text(server.token_endpoint),
    deviceUrl: text(server.device_authorization_endpoint),
    revokeUrl: text(server.revocation_endpoint),
    profileUrl: text(server.userinfo_endpoint),
    scopes: server.scopes_supported ?? [],
  };
}
