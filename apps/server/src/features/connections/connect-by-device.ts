import type { RunError } from '@jackfield/connector';
import { type DeviceConnectingEvent, connectByDevice as endpoint } from '@jackfield/contracts';
import type { Egress } from '@jackfield/egress';
import { connectByDevice as connect, type GrantedByDevice, runErrorOf } from '@jackfield/runner';
import type { Member } from '../../caller.ts';
import type { Configuration } from '../../configuration/configuration.ts';
import type { Connections } from '../../connections/connections.ts';
import type { ApiTarget } from '../../connections/find-api.ts';
import { type Consent, findGrant } from '../../connections/find-grant.ts';
import type { Keyring } from '../../keyring/keyring.ts';
import type { ChangeProject, Repositories } from '../../repositories.ts';
import type { RunDepth } from '../../running/run-depth.ts';
import { findApiToConnect, notReady } from './find-api-to-connect.ts';
import { keepConnected } from './keep-connected.ts';

interface Dependencies {
  configuration: Configuration;
  repositories: Pick<Repositories, 'apis'>;
  connections: Connections;
  changeProject: ChangeProject;
  keyring: Keyring;
  egress: Egress;
  runDepth: RunDepth;
}

interface Wanted {
  params: { apiId: string; environmentId: string };
  version: number;
  signal: AbortSignal;
}

type Send = (event: DeviceConnectingEvent) => Promise<void>;

/** Gives a code that somebody enters at the provider, waits for that, and keeps what was granted. */
export async function connectByDevice(
  dependencies: Dependencies,
  caller: Member,
  wanted: Wanted,
  send: Send,
): Promise<void> {
  const target = await findApiToConnect(dependencies, caller, endpoint, wanted);
  const consent = findGrant(target, 'device');
  if ('refusal' in consent) throw notReady(consent.refusal);
  const granted = await waitForGrant(dependencies, consent, wanted.signal, send);
  if ('error' in granted) {
    const { message, hint } = granted.error;
    return send({ type: 'end', isConnected: false, message, hint });
  }
  // Cancelled is cancelled, even at the last moment.
  wanted.signal.throwIfAborted();
  if (!(await isStillThere(dependencies.configuration, target))) return send(REMOVED);
  const note = granted.warnings[0] ?? null;
  await keepConnected(dependencies, {
    target,
    endUser: '',
    by: { id: caller.userId, name: caller.name },
    tokens: granted.tokens,
    origins: [consent.origin],
    account: null,
    note,
  });
  await send({ type: 'end', isConnected: true, message: `${target.api.name} is connected.`, hint: note ?? '' });
}

const REMOVED: DeviceConnectingEvent = {
  type: 'end',
  isConnected: false,
  message: 'The API was removed in the meantime, so nothing was kept.',
  hint: 'Restore it, then connect again.',
};

async function waitForGrant(
  { egress, runDepth }: Dependencies,
  { step }: Consent<'device'>,
  signal: AbortSignal,
  send: Send,
): Promise<GrantedByDevice | { error: RunError }> {
  const sender = { egress, signal, hopHeaders: runDepth.hopHeaders(0) };
  try {
    return await connect(step, sender, {
      onCode: ({ expiresAt, ...code }) => send({ type: 'code', ...code, expiresAt: new Date(expiresAt).toISOString() }),
      onWaiting: (trouble) => send({ type: 'waiting', trouble }),
    });
  } catch (error) {
    // Whoever would be told has gone.
    signal.throwIfAborted();
    return { error: runErrorOf(error) };
  }
}

/** Minutes have passed: an API that is gone by now has no place to keep it in. */
async function isStillThere(configuration: Configuration, target: ApiTarget): Promise<boolean> {
  const project = await configuration.ofProject(target.project.id);
  const isThere = [...(project?.apis.values() ?? [])].some(({ id }) => id === target.api.id);
  return isThere && (project?.environments.has(target.environment.id) ?? false);
}
