import { createTheme, type MantineColorsTuple } from '@mantine/core';

const indigo: MantineColorsTuple = [
  '#eff0ff',
  '#e2e4ff',
  '#c8ccff',
  '#abb1ff',
  '#9298ff',
  '#7378f5',
  '#5457e5',
  '#4648cb',
  '#3a3ca6',
  '#2f3183',
];

/** Neutral with a hint of the accent. */
const gray: MantineColorsTuple = [
  '#fafafc',
  '#f4f4f8',
  '#ebebf2',
  '#dfdfe9',
  '#c8c8d6',
  '#77788a',
  '#5d5e71',
  '#494a5c',
  '#323345',
  '#1c1d2b',
];

const dark: MantineColorsTuple = [
  '#e7e7f0',
  '#c6c6d4',
  '#a3a4b6',
  '#8c8da1',
  '#33344a',
  '#28293a',
  '#1f202d',
  '#171820',
  '#121319',
  '#0c0d12',
];

/** Dark enough in its sixth shade for words on white, and for white on it. */
const red: MantineColorsTuple = [
  '#fdebee',
  '#fbd5da',
  '#f7b0b9',
  '#f58c99',
  '#ee6a7a',
  '#dd4257',
  '#c8283f',
  '#ad2036',
  '#8f1a2d',
  '#741525',
];

/** A list that drops down grows to the room there is, so that it hides as little as can be. */
const ROOM = {
  padding: 8,
  apply: ({ availableHeight, elements }: { availableHeight: number; elements: { floating: HTMLElement } }) =>
    elements.floating.style.setProperty('--jf-room', `${Math.floor(availableHeight)}px`),
};

export const theme = createTheme({
  colors: { indigo, gray, dark, red },
  primaryColor: 'indigo',
  primaryShade: { light: 6, dark: 6 },
  black: '#1c1d2b',
  fontFamily: "'Inter Variable', system-ui, -apple-system, 'Segoe UI', sans-serif",
  fontFamilyMonospace: "'JetBrains Mono Variable', ui-monospace, 'SF Mono', Menlo, Consolas, monospace",
  fontSizes: { xs: '12px', sm: '13px', md: '14px', lg: '16px', xl: '20px' },
  lineHeights: { xs: '16px', sm: '20px', md: '20px', lg: '24px', xl: '28px' },
  spacing: { xs: '8px', sm: '12px', md: '16px', lg: '24px', xl: '32px' },
  radius: { xs: '3px', sm: '4px', md: '6px', lg: '8px', xl: '12px' },
  defaultRadius: 'md',
  headings: {
    fontWeight: '600',
    sizes: {
      h1: { fontSize: '20px', lineHeight: '28px' },
      h2: { fontSize: '14px', lineHeight: '20px' },
      h3: { fontSize: '13px', lineHeight: '20px' },
    },
  },
  shadows: {
    xs: '0 1px 2px rgb(16 17 30 / 6%)',
    sm: '0 2px 6px rgb(16 17 30 / 8%)',
    md: '0 6px 20px rgb(16 17 30 / 12%)',
    lg: '0 10px 32px rgb(16 17 30 / 16%)',
    xl: '0 16px 48px rgb(16 17 30 / 20%)',
  },
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Tooltip: {
      defaultProps: {
        openDelay: 400,
        transitionProps: { duration: 80 },
        events: { hover: true, focus: true, touch: false },
      },
    },
    Menu: { defaultProps: { transitionProps: { duration: 80 }, shadow: 'md', withInitialFocusPlaceholder: false } },
    Popover: { defaultProps: { transitionProps: { duration: 80 }, shadow: 'md' } },
    Modal: {
      defaultProps: { transitionProps: { duration: 100 }, overlayProps: { backgroundOpacity: 0.4 }, padding: 'lg' },
    },
    Select: {
      defaultProps: {
        comboboxProps: { transitionProps: { duration: 80 }, shadow: 'md', middlewares: { size: ROOM } },
        // Without the list's own padding and borders.
        maxDropdownHeight: 'min(32rem, var(--jf-room, 220px) - 10px)',
        scrollAreaProps: { type: 'auto' },
        allowDeselect: false,
      },
    },
  },
});
