import { type Env, publicUrl } from '../env.ts';
import { CALLBACK_PATH } from './code-transaction.ts';

interface Instance {
  env: Env;
  ownPorts: ReadonlySet<number>;
}

/** Where browsers reach this instance. */
export function addressOf({ env, ownPorts }: Instance): string {
  const [port = env.PORT] = ownPorts;
  return publicUrl(env, port);
}

export function callbackUrl(instance: Instance): string {
  return `${addressOf(instance)}${CALLBACK_PATH}`;
}
