import type * as Monaco from 'monaco-editor/editor/editor.api.js';

const SCHEME = 'data-mantine-color-scheme';

/** Tokens and parts of the editor, by the theme's variable that gives each its colour. */
const TOKENS: Readonly<Record<string, string>> = {
  key: '--jf-accent-text',
  attribute: '--jf-blue',
  string: '--jf-green',
  'string.escape': '--jf-text-faint',
  number: '--jf-blue',
  keyword: '--jf-blue',
  delimiter: '--jf-text-faint',
  comment: '--jf-text-faint',
  tag: '--jf-violet',
  variable: '--jf-amber',
};
const PARTS: Readonly<Record<string, string>> = {
  'editor.background': '--mantine-color-body',
  'editor.foreground': '--mantine-color-text',
  'editorCursor.foreground': '--mantine-color-text',
  'editorLineNumber.foreground': '--jf-text-faint',
  'editorLineNumber.activeForeground': '--mantine-color-text',
  'editor.lineHighlightBackground': '--jf-surface-sunken',
  'editor.selectionBackground': '--jf-selected',
  'editor.inactiveSelectionBackground': '--jf-selected',
  'editor.findMatchBackground': '--jf-amber-soft',
  'editor.findMatchBorder': '--jf-amber',
  'editor.rangeHighlightBackground': '--jf-surface-sunken',
  'editor.findMatchHighlightBackground': '--jf-amber-soft',
  'editorBracketMatch.background': '--jf-selected',
  'editorBracketMatch.border': '--jf-selected',
  'editorIndentGuide.background1': '--jf-border',
  'editorIndentGuide.activeBackground1': '--mantine-color-default-border',
  'editorError.foreground': '--jf-red',
  'editorWarning.foreground': '--jf-amber',
  'editorWidget.background': '--jf-surface',
  'editorWidget.foreground': '--mantine-color-text',
  'editorWidget.border': '--jf-border',
  'editorHoverWidget.background': '--jf-surface',
  'editorHoverWidget.foreground': '--mantine-color-text',
  'editorHoverWidget.border': '--jf-border',
  'editorSuggestWidget.background': '--jf-surface',
  'editorSuggestWidget.border': '--jf-border',
  'editorSuggestWidget.foreground': '--mantine-color-text',
  'editorSuggestWidget.highlightForeground': '--jf-accent-text',
  'editorSuggestWidget.focusHighlightForeground': '--jf-accent-text',
  'editorSuggestWidget.selectedBackground': '--jf-selected',
  'editorSuggestWidget.selectedForeground': '--jf-selected-text',
  'input.background': '--jf-surface-sunken',
  'input.foreground': '--mantine-color-text',
  'input.border': '--mantine-color-default-border',
  'input.placeholderForeground': '--mantine-color-placeholder',
  'inputOption.activeBackground': '--jf-selected',
  'inputOption.activeForeground': '--jf-selected-text',
  'icon.foreground': '--mantine-color-text',
  focusBorder: '--jf-focus',
};

/** Brackets are coloured by their depth unless each depth has the same colour. */
const BRACKETS = [1, 2, 3, 4, 5, 6].map((depth) => `editorBracketHighlight.foreground${depth}`);

/** Monaco reads no CSS variables: its theme is made of their values, anew when the colour scheme changes. */
export function followTheme(monaco: typeof Monaco): void {
  const root = document.documentElement;
  const apply = () => {
    const isDark = root.getAttribute(SCHEME) === 'dark';
    const styles = getComputedStyle(root);
    const colorOf = (variable: string) => styles.getPropertyValue(variable).trim();
    monaco.editor.defineTheme('jackfield', {
      base: isDark ? 'vs-dark' : 'vs',
      inherit: true,
      rules: Object.entries(TOKENS).map(([token, variable]) => ({ token, foreground: colorOf(variable).slice(1) })),
      colors: {
        'editor.lineHighlightBorder': '#00000000',
        ...Object.fromEntries(BRACKETS.map((part) => [part, colorOf('--jf-text-faint')])),
        ...Object.fromEntries(Object.entries(PARTS).map(([part, variable]) => [part, colorOf(variable)])),
      },
    });
    monaco.editor.setTheme('jackfield');
  };
  apply();
  new MutationObserver(apply).observe(root, { attributeFilter: [SCHEME] });
}
