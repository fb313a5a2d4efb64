import type { Environment } from '@jackfield/contracts';
import { Menu, UnstyledButton } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
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
        <UnstyledButton className={classes.environment}>
          <span className={classes.dot} data-runs={current.runs} aria-hidden />
          <span className="jf-visually-hidden">Environment </span>
          <span className={classes.name}>{current.name}</span>
          <IconChevronDown size={14} aria-hidden />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>Environment</Menu.Label>
        {environments.map((environment) => (
          <Menu.RadioItem
            key={environment.id}
            value={environment.slug}
            checked={environment.id === current.id}
            onChange={onChoose}
            closeMenuOnClick
          >
            <span className={classes.choice}>
              <span className={classes.dot} data-runs={environment.runs} aria-hidden />
              {environment.name}
            </span>
          </Menu.RadioItem>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
