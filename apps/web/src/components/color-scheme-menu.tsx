import { type MantineColorScheme, Menu, useMantineColorScheme } from '@mantine/core';
import { IconDeviceDesktop, IconMoon, IconSun } from '@tabler/icons-react';
import classes from './menu-choice.module.css';

const CHOICES = [
  { value: 'light', label: 'Light', Icon: IconSun },
  { value: 'dark', label: 'Dark', Icon: IconMoon },
  { value: 'auto', label: 'Like the system', Icon: IconDeviceDesktop },
] as const satisfies readonly { value: MantineColorScheme; label: string; Icon: unknown }[];

/** The three colour schemes as items of a menu. */
export function ColorSchemeItems() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return CHOICES.map(({ value, label, Icon }) => (
    <Menu.RadioItem key={value} value={value} checked={colorScheme === value} onChange={() => setColorScheme(value)}>
      <span className={classes.choice}>
        <Icon size={16} stroke={1.5} aria-hidden />
        {label}
      </span>
    </Menu.RadioItem>
  ));
}
