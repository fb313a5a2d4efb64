import type { ApiSummary, Project, Token } from '@jackfield/contracts';
import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ErrorState } from '../../../components/error-state.tsx';
import { ListSkeleton } from '../../../components/skeletons.tsx';
import { mayManageTokens } from '../../../lib/may.ts';
import { tokenQueries } from '../../../lib/queries/token-queries.ts';
import { NewToken } from './new-token.tsx';
import { RevokeTokenDialog } from './revoke-token-dialog.tsx';
import classes from './settings.module.css';
import { TokenLine } from './token-line.tsx';

interface TokensSectionProps {
  project: Project;
  apis: readonly ApiSummary[];
}

/** The tokens that calls are run with from outside. */
export function TokensSection({ project, apis }: TokensSectionProps) {
  const { data: tokens, error, refetch } = useQuery(tokenQueries.list(project.id));
  const [isAdding, setIsAdding] = useState(false);
  const [doomed, setDoomed] = useState<Token | null>(null);
  const canEdit = mayManageTokens(project.role);
  return (
    <section className={classes.section} aria-labelledby="tokens">
      <div className={classes.sectionHead}>
        <div>
          <h2 id="tokens" className={classes.sectionTitle}>
            Tokens
          </h2>
          <p className={classes.sectionLead}>
            A token runs the calls of this project from outside, in one environment. Keep it on a server.
          </p>
        </div>
        {canEdit && !isAdding && (
          <Button variant="default" leftSection={<IconPlus size={14} aria-hidden />} onClick={() => setIsAdding(true)}>
            Add token
          </Button>
        )}
      </div>
      {isAdding && <NewToken project={project} apis={apis} onClose={() => setIsAdding(false)} />}
      {tokens === undefined && error !== null && <ErrorState error={error} onRetry={() => void refetch()} />}
      {tokens === undefined && error === null && <ListSkeleton rows={2} height={24} />}
      {tokens !== undefined && tokens.length === 0 && !isAdding && (
        <p className={classes.nothing}>
          {canEdit ? 'No tokens yet.' : 'No tokens yet. An admin of the workspace can add one.'}
        </p>
      )}
      {tokens !== undefined && tokens.length > 0 && (
        <ul className={classes.list}>
          {tokens.map((token) => (
            <TokenLine
              key={token.id}
              token={token}
              environments={project.environments}
              {...(canEdit ? { onRevoke: () => setDoomed(token) } : {})}
            />
          ))}
        </ul>
      )}
      <RevokeTokenDialog project={project} token={doomed} onClose={() => setDoomed(null)} />
    </section>
  );
}
