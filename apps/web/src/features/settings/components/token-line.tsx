import type { Environment, Token } from '@jackfield/contracts';
import { Button } from '@mantine/core';
import { Day } from '../../../components/day.tsx';
import classes from './settings.module.css';

interface TokenLineProps {
  token: Token;
  environments: readonly Environment[];
  onRevoke?(): void;
}

export function TokenLine({ token, environments, onRevoke }: TokenLineProps) {
  const environment = environments.find(({ id }) => id === token.environmentId);
  return (
    <li className={classes.line}>
      <span className={classes.tokenWords}>
        <span className={classes.lineName}>{token.name}</span>
        <span className={classes.quiet}>
          {environment?.name} · ends with <code>{token.last4}</code> · by {token.createdBy},{' '}
          <Day instant={token.createdAt} /> ·{' '}
          {token.lastUsedAt === null ? (
            'never used'
          ) : (
            <>
              last used <Day instant={token.lastUsedAt} />
            </>
          )}
        </span>
      </span>
      {onRevoke !== undefined && (
        <Button size="xs" variant="default" aria-label={`Revoke ${token.name}`} onClick={onRevoke}>
          Revoke
        </Button>
      )}
    </li>
  );
}
