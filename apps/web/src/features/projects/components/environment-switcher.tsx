import type { Environment } from '@jackfield/contracts';
import { Menu, UnstyledButton } from '@mantine/core';
import { IconCheck, IconChevronDown } from '@tabler/icons-react';
import classes from './switchers.module.css';

interface EnvironmentSwitcherProps {
  environments: readonly Environment[];
  current: Environment;
  onChoose(slug: string): void;
}

/** Which environment's values the pages show and Initialize uses. */
export function EnvironmentSwitcher({ environments, current, onChoose }: EnvironmentSwitcherProps) {
  return (
    <Menu position="bottom-end" width={220}>
      <Menu.Target>
        <UnstyledButton className={classes.environment} aria-label={`Environment: ${current.name}`}>
          <span className={classes.dot} data-runs={current.runs} aria-hidden />
          <span className={classes.name}>{current.name}</span>
          <IconChevronDown size={14} aria-hidden />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>Environment</Menu.Label>
        {environments.map((environment) => (
          <Menu.Item
            key={environment.id}
            role="menuitemradio"
            aria-checked={environment.id === current.id}
            leftSection={<span className={classes.dot} data-runs={environment.runs} aria-hidden />}
            rightSection={environment.id === current.id ? <IconCheck size={14} aria-hidden /> : null}
            onClick={() => onChoose(environment.slug)}
          >
            {environment.name}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
