import type { EndpointResponse, openConnectingLink, readConnectingLink } from '@jackfield/contracts';
import { AppError } from '../../app-error.ts';
import type { Configuration } from '../../configuration/configuration.ts';
import { hashOf } from '../../connections/code-transaction.ts';
import type { NewLink } from '../../connections/connections.repository.ts';
import { type ApiTarget, findApi } from '../../connections/find-api.ts';
import { findGrant } from '../../connections/find-grant.ts';
import type { Repositories } from '../../repositories.ts';
import { type BeginDependencies, beginConnecting, wrongUser } from './begin-connecting.ts';

interface Dependencies extends BeginDependencies {
  configuration: Configuration;
  repositories: Pick<Repositories, 'connections' | 'projects'>;
}

interface Opened {
  link: NewLink;
  target: ApiTarget;
}

/** What an end user is asked by a link, before they go on. It stays good. */
export async function readLink(
  dependencies: Dependencies,
  text: string,
): Promise<EndpointResponse<typeof readConnectingLink>> {
  const { link, target } = await find(dependencies, text);
  const project = await dependencies.repositories.projects.find(link.projectId);
  const found = findGrant(target, 'code');
  if (project === null || 'refusal' in found || wrongUser(target, link.endUser) !== null) throw notConnectable();
  const provider = new URL(found.step.grant.authorizeUrl).host;
  return { projectName: project.name, apiName: target.api.name, provider };
}

/** Uses the link up. From here on this browser alone can go on, without an account. */
export async function openLink(
  dependencies: Dependencies,
  text: string,
  setCookies: (lines: readonly string[]) => void,
): Promise<EndpointResponse<typeof openConnectingLink>> {
  const { link, target } = await find(dependencies, text);
  if (!(await dependencies.repositories.connections.takeLink(link.linkHash))) throw closed();
  const beginner = { userId: '', userName: '', tokenId: link.tokenId };
  const begun = await beginConnecting(dependencies, target, link.endUser, beginner);
  // Why is for whoever sets the API up, who is told where it is set up.
  if ('refusal' in begun) throw notConnectable();
  setCookies([begun.cookie]);
  return { url: begun.url };
}

async function find({ configuration, repositories }: Dependencies, text: string): Promise<Opened> {
  const link = await repositories.connections.findLink(hashOf(text));
  if (link === null || link.expiresAt < new Date()) throw closed();
  const target = await findApi(configuration, link.projectId, link).catch((error: unknown) => {
    throw error instanceof AppError && error.code === 'not_found' ? closed() : error;
  });
  // With a token that was revoked, its links are too.
  const isTokenGood = [...target.project.tokens.values()].some(({ id }) => id === link.tokenId);
  if (!isTokenGood) throw closed();
  return { link, target };
}

function closed(): AppError {
  return new AppError('link_closed', {
    detail:
      'This link was used already, or is older than ten minutes. Go back to where you got it, and ask for a new one.',
  });
}

function notConnectable(): AppError {
  return new AppError('link_closed', {
    detail: 'This cannot be connected at the moment. Tell whoever gave you the link.',
  });
}
