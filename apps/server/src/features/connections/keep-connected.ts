import type { GrantedTokens } from '@jackfield/runner';
import { connectionPlace } from '../../connections/connection-place.ts';
import type { Connections } from '../../connections/connections.ts';
import type { ApiTarget } from '../../connections/find-api.ts';
import type { Keyring } from '../../keyring/keyring.ts';
import type { ChangeProject } from '../../repositories.ts';

interface Dependencies {
  connections: Connections;
  changeProject: ChangeProject;
  keyring: Keyring;
}

interface Granted {
  target: ApiTarget;
  /** '' for the connection that all share. */
  endUser: string;
  /** Who did it: a person of the workspace, or the token that made an end user's link, which has no name. */
  by: { id: string; name: string | null };
  tokens: GrantedTokens;
  /** Where they may go. */
  origins: string[];
  /** Whose it is, where a provider says so. */
  account: string | null;
  note: string | null;
}

/** Keeps what somebody granted, in the place of what stood there. The change is announced to every process. */
export async function keepConnected(
  { connections, changeProject, keyring }: Dependencies,
  { target, endUser, by, tokens, origins, account, note }: Granted,
): Promise<void> {
  const { project, environment, api } = target;
  const { id: projectId, workspaceId } = project;
  const rowId = await connections.storeOf(target, endUser).rowId();
  const expiresAt = tokens.expiresAt === null ? null : new Date(tokens.expiresAt);
  const kept = { expiresAt, scope: tokens.scope, note, origins, account, connectedByName: by.name };
  await keyring.sealInto(connectionPlace(workspaceId, rowId), JSON.stringify(tokens), (sealed) =>
    changeProject(projectId, async (repos) => {
      await repos.connections.connect(rowId, { sealed, ...kept });
      await repos.audit.record(
        { userId: by.id, workspaceId, projectId },
        {
          action: 'connection.connect',
          subjectType: 'api',
          subjectId: api.id,
          after: {
            environmentId: environment.id,
            ...(endUser === '' ? {} : { endUser }),
            origins,
            account,
            tokens: 'changed',
          },
        },
      );
    }),
  );
}
