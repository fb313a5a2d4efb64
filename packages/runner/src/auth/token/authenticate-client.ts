import { randomUUID } from 'node:crypto';
import type { TokenClient } from '@jackfield/connector';
import * as oauth from 'oauth4webapi';
import { signJwt } from '../jwt/sign-jwt.ts';
import { type ProviderAnswer, sendTokenRequest, type TokenSender } from './send-token-request.ts';

/** How the client says at a provider who it is. */
export function authenticateClient({ id, authentication }: TokenClient): oauth.ClientAuth {
  if (id === '') return () => {};
  switch (authentication.type) {
    case 'none':
      return oauth.None();
    case 'basic':
      return oauth.ClientSecretBasic(authentication.secret);
    case 'body':
      return oauth.ClientSecretPost(authentication.secret);
    case 'private_key_jwt':
      return async (_server, client, body) => {
        const assertion = await signJwt(authentication.signing, Date.now(), { jti: randomUUID() });
        body.set('client_id', client.client_id);
        body.set('client_assertion_type', 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer');
        body.set('client_assertion', assertion);
      };
  }
}

/** The library asks for a name even where the client has none to show. */
export function clientOf({ id }: TokenClient): oauth.Client {
  return { client_id: id === '' ? 'none' : id };
}

type SendOptions = { [oauth.customFetch]: CustomFetch; [oauth.allowInsecureRequests]: true };
type CustomFetch = (url: string, request: oauth.CustomFetchOptions<'POST', URLSearchParams>) => Promise<Response>;

/**
 * Has the library make a request, sends it through the guard, and gives the answer as it came: it is read by us, since
 * providers answer more than the standard allows, and a person has to be told what is wrong.
 */
export async function sendByLibrary(
  sender: TokenSender,
  request: (options: SendOptions) => Promise<Response>,
): Promise<ProviderAnswer> {
  let answer: ProviderAnswer | null = null;
  const send: CustomFetch = async (url, { headers, body }) => {
    const list = Object.entries(headers);
    answer = await sendTokenRequest(sender, { method: 'POST', url, headers: list, body: body.toString() });
    return new Response();
  };
  await request({ [oauth.customFetch]: send, [oauth.allowInsecureRequests]: true });
  if (answer === null) throw new Error('the request to the provider was not sent');
  return answer;
}
