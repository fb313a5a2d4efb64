import type * as Monaco from 'monaco-editor/editor/editor.api.js';
import type { CodeLanguage } from './code-languages.ts';

type Rule = Monaco.languages.IMonarchLanguageRule;

const NAME = '[A-Za-z_][A-Za-z0-9_ .-]*';
const value: Rule = [/\{\{[^{}\n]*\}\}/, 'variable'];
const input: Rule = [new RegExp(`<${NAME}>`), 'tag'];
const rawInput: Rule = [new RegExp(`_\\*_${NAME}?(?:\\|[a-z]+)?_\\*_`), 'tag'];

const jsonRules: Rule[] = [
  [/"(?:[^"\\]|\\.)*"(?=\s*:)/, 'key'],
  [/"/, 'string', '@string'],
  [/-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/, 'number'],
  [/\b(?:true|false|null)\b/, 'keyword'],
  [/[{}[\]]/, '@brackets'],
  [/[,:]/, 'delimiter'],
];
const stringRules: Rule[] = [
  [/\\(?:["\\/bfnrt]|u[0-9A-Fa-f]{4})/, 'string.escape'],
  [/"/, 'string', '@pop'],
  [/[^"\\<{]+/, 'string'],
  [/[<{\\]/, 'string'],
];

const xmlRules: Rule[] = [
  [/<!--/, 'comment', '@comment'],
  [/<!\[CDATA\[/, 'delimiter', '@cdata'],
  [/<[?!][^>]*>/, 'comment'],
  [/<\/?[\w:.-]+/, 'key', '@element'],
  [/&[#\w]+;/, 'string.escape'],
  [/[^<&_{]+/, ''],
  [/[<&_{]/, ''],
];
const xmlStates = (placeholders: Rule[]): Monaco.languages.IMonarchLanguage['tokenizer'] => ({
  comment: [
    [/-->/, 'comment', '@pop'],
    [/[^-]+|-/, 'comment'],
  ],
  cdata: [[/\]\]>/, 'delimiter', '@pop'], ...placeholders, [/[^\]_{]+|[\]_{]/, 'string']],
  element: [
    [/\/?>/, 'key', '@pop'],
    ...placeholders,
    [/"/, 'string', '@double'],
    [/'/, 'string', '@single'],
    [/[\w:.-]+/, 'attribute'],
  ],
  double: [[/"/, 'string', '@pop'], ...placeholders, [/[^"_{]+|[_{]/, 'string']],
  single: [[/'/, 'string', '@pop'], ...placeholders, [/[^'_{]+|[_{]/, 'string']],
});

const LANGUAGES: Record<CodeLanguage, Monaco.languages.IMonarchLanguage> = {
  'json-template': { tokenizer: { root: [value, input, ...jsonRules], string: [value, input, ...stringRules] } },
  json: { tokenizer: { root: jsonRules, string: stringRules } },
  'raw-template': {
    tokenizer: {
      root: [value, rawInput, [/[^_{]+/, ''], [/[_{]/, '']],
    },
  },
  'xml-template': { tokenizer: { root: [value, rawInput, ...xmlRules], ...xmlStates([value, rawInput]) } },
  graphql: {
    tokenizer: {
      root: [
        value,
        [/#.*$/, 'comment'],
        [/\$\w+/, 'tag'],
        [/@\w+/, 'attribute'],
        [/\b(?:query|mutation|subscription|fragment|on|true|false|null)\b/, 'keyword'],
        [/-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/, 'number'],
        [/\b[A-Z]\w*/, 'attribute'],
        [/\w+(?=\s*:)/, 'key'],
        [/"""/, 'string', '@block'],
        [/"(?:[^"\\]|\\.)*"?/, 'string'],
        [/[{}[\]()]/, '@brackets'],
      ],
      block: [
        [/"""/, 'string', '@pop'],
        [/[^"]+|"/, 'string'],
      ],
    },
  },
  xml: { tokenizer: { root: xmlRules, ...xmlStates([]) } },
  text: { tokenizer: { root: [[/.+/, '']] } },
};

const CONFIGURATION: Monaco.languages.LanguageConfiguration = {
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

export function registerLanguages(monaco: typeof Monaco): void {
  for (const [id, tokens] of Object.entries(LANGUAGES)) {
    monaco.languages.register({ id });
    monaco.languages.setMonarchTokensProvider(id, tokens);
    monaco.languages.setLanguageConfiguration(id, CONFIGURATION);
  }
}
