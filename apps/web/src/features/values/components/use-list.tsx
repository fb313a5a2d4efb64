import type { Environment, NamedValueUse } from '@jackfield/contracts';
import { Popover, UnstyledButton } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { countWords, tabOfUse, wordsOfUse } from '../model/value-uses.ts';
import classes from './use-list.module.css';

interface UseListProps {
  projectId: string;
  environments: readonly Environment[];
  uses: readonly NamedValueUse[];
}

/** Where a name is used: a count that opens the list. */
export function UseCount({ name, ...props }: UseListProps & { name: string }) {
  if (props.uses.length === 0) return <span className={classes.count}>{countWords(0)}</span>;
  return (
    <Popover position="bottom-start" withinPortal shadow="md" trapFocus returnFocus>
      <Popover.Target>
        <UnstyledButton className={classes.count} data-used aria-label={`${name}: ${countWords(props.uses.length)}`}>
          {countWords(props.uses.length)}
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown>
        <UseList {...props} />
      </Popover.Dropdown>
    </Popover>
  );
}

/** Each use, as a way to where it stands. */
export function UseList({ projectId, environments, uses }: UseListProps) {
  return (
    <ul className={classes.list}>
      {uses.map((use) => {
        const words = wordsOfUse(use, environments);
        return (
          <li key={words}>
            {use.callId === null ? (
              <Link to="/projects/$projectId/apis/$apiId" params={{ projectId, apiId: use.apiId }}>
                {words}
              </Link>
            ) : (
              <Link
                to="/projects/$projectId/calls/$callId"
                params={{ projectId, callId: use.callId }}
                search={{ tab: tabOfUse(use) }}
              >
                {words}
              </Link>
            )}
          </li>
        );
      })}
    </ul>
  );
}
