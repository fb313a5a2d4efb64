import * as monaco from 'monaco-editor/editor/editor.api.js';
import EditorWorker from 'monaco-editor/editor/editor.worker.js?worker';
import 'monaco-editor/features/bracketMatching/register.js';
import 'monaco-editor/features/clipboard/register.js';
import 'monaco-editor/features/codeEditor/register.js';
import 'monaco-editor/features/codicon/register.js';
import 'monaco-editor/features/find/register.js';
import 'monaco-editor/features/folding/register.js';
import 'monaco-editor/features/gotoError/register.js';
import 'monaco-editor/features/hover/register.js';
import 'monaco-editor/features/placeholderText/register.js';
import 'monaco-editor/features/toggleTabFocusMode/register.js';
import 'monaco-editor/features/wordOperations/register.js';

// The JSON mode of the editor itself would weigh 315 kB more and would call our templates wrong.
self.MonacoEnvironment = { getWorker: () => new EditorWorker() };

const jsonRules: monaco.languages.IMonarchLanguageRule[] = [
  [/"(?:[^"\\]|\\.)*"(?=\s*:)/, 'key'],
  [/"/, 'string', '@string'],
  [/-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/, 'number'],
  [/\b(?:true|false|null)\b/, 'keyword'],
  [/[{}[\]]/, '@brackets'],
  [/[,:]/, 'delimiter'],
];
const stringRules: monaco.languages.IMonarchLanguageRule[] = [
  [/\\(?:["\\/bfnrt]|u[0-9A-Fa-f]{4})/, 'string.escape'],
  [/"/, 'string', '@pop'],
  [/[^"\\<{]+/, 'string'],
  [/[<{\\]/, 'string'],
];
const value: monaco.languages.IMonarchLanguageRule = [/\{\{[^{}\n]*\}\}/, 'variable'];
const input: monaco.languages.IMonarchLanguageRule = [/<[A-Za-z_][A-Za-z0-9_ .-]*>/, 'tag'];
const rawInput: monaco.languages.IMonarchLanguageRule = [/_\*_[A-Za-z_][A-Za-z0-9_ .-]*?_\*_/, 'tag'];

const brackets: monaco.languages.LanguageConfiguration = {
  brackets: [
    ['{', '}'],
    ['[', ']'],
  ],
  autoClosingPairs: [
    { open: '{', close: '}' },
    { open: '[', close: ']' },
    { open: '"', close: '"', notIn: ['string'] },
  ],
};

function registerLanguage(id: string, tokens: monaco.languages.IMonarchLanguage): void {
  monaco.languages.register({ id });
  monaco.languages.setMonarchTokensProvider(id, tokens);
  monaco.languages.setLanguageConfiguration(id, brackets);
}

registerLanguage('json-template', {
  tokenizer: { root: [value, input, ...jsonRules], string: [value, input, ...stringRules] },
});
registerLanguage('json', { tokenizer: { root: jsonRules, string: stringRules } });
registerLanguage('raw-template', {
  tokenizer: { root: [value, rawInput, [/[^_{]+/, ''], [/[_{]/, '']] },
});
registerLanguage('text', { tokenizer: { root: [[/.+/, '']] } });

/** Monaco reads no CSS variables, so these repeat the theme's. */
monaco.editor.defineTheme('jackfield-light', {
  base: 'vs',
  inherit: true,
  rules: [
    { token: 'key', foreground: '3a3ca6' },
    { token: 'string', foreground: '166f43' },
    { token: 'string.escape', foreground: '855000' },
    { token: 'number', foreground: '155da8' },
    { token: 'keyword', foreground: 'b3223a' },
    { token: 'tag', foreground: '6a3cc0', fontStyle: 'bold' },
    { token: 'variable', foreground: '855000', fontStyle: 'bold' },
  ],
  colors: {
    'editor.background': '#ffffff',
    'editor.foreground': '#1c1d2b',
    'editorLineNumber.foreground': '#5d5e71',
    'editorLineNumber.activeForeground': '#323345',
    'editor.lineHighlightBackground': '#f7f7fa',
    'editor.lineHighlightBorder': '#00000000',
    'editor.selectionBackground': '#dcdefb',
    'editorIndentGuide.background1': '#ebebf2',
    'editorIndentGuide.activeBackground1': '#c8c8d6',
    'editorWidget.background': '#ffffff',
    'editorWidget.border': '#e4e4ed',
    focusBorder: '#5457e5',
  },
});
monaco.editor.defineTheme('jackfield-dark', {
  base: 'vs-dark',
  inherit: true,
  rules: [
    { token: 'key', foreground: 'a9afff' },
    { token: 'string', foreground: '67d49f' },
    { token: 'string.escape', foreground: 'e8bb6a' },
    { token: 'number', foreground: '7db6f5' },
    { token: 'keyword', foreground: 'ff939d' },
    { token: 'tag', foreground: 'bda4f7', fontStyle: 'bold' },
    { token: 'variable', foreground: 'e8bb6a', fontStyle: 'bold' },
  ],
  colors: {
    'editor.background': '#171820',
    'editor.foreground': '#e7e7f0',
    'editorLineNumber.foreground': '#8c8da1',
    'editorLineNumber.activeForeground': '#e7e7f0',
    'editor.lineHighlightBackground': '#1b1c26',
    'editor.lineHighlightBorder': '#00000000',
    'editor.selectionBackground': '#33366a',
    'editorIndentGuide.background1': '#28293a',
    'editorIndentGuide.activeBackground1': '#494a5c',
    'editorWidget.background': '#1b1c26',
    'editorWidget.border': '#292a3a',
    focusBorder: '#9298ff',
  },
});

export { monaco };
