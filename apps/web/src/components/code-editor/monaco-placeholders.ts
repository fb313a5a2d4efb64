import classes from './code-editor.module.css';
import type { PlaceholderName } from './code-languages.ts';
import { monaco } from './monaco-setup.ts';
import { closedLength, findPlaceholders, type Mark, namesFor, newInputName, openMark } from './placeholder-marks.ts';

/** What a text may name; asked for when it is needed, since it changes while one types. */
export interface PlaceholderSource {
  marks(): readonly Mark[];
  names(): readonly PlaceholderName[];
}

const LANGUAGES = ['json-template', 'raw-template', 'xml-template'];
/** More are not drawn; their tokens have a colour all the same. */
const DRAWN_MAX = 2_000;
const LONG_TEXT_CHARS = 50_000;
const LONG_TEXT_PAUSE_MS = 200;

const sources = new WeakMap<monaco.editor.ITextModel, PlaceholderSource>();

/** Completes, explains and draws the placeholders of one editor's text. Returns what ends it. */
export function offerPlaceholders(
  editor: monaco.editor.IStandaloneCodeEditor,
  model: monaco.editor.ITextModel,
  source: PlaceholderSource,
): { redraw(): void; dispose(): void } {
  sources.set(model, source);
  const drawn = editor.createDecorationsCollection();
  const draw = () => drawn.set(decorationsOf(model, source));
  let pause: ReturnType<typeof setTimeout> | undefined;
  const redraw = () => {
    clearTimeout(pause);
    if (model.getValueLength() > LONG_TEXT_CHARS) pause = setTimeout(draw, LONG_TEXT_PAUSE_MS);
    else draw();
  };
  const changes = model.onDidChangeContent(({ changes: [change] }) => {
    redraw();
    if (change?.text !== '_') return;
    // `_*_` ends in a letter of words, behind which Monaco offers nothing by itself. The cursor follows the text.
    const before = model.getLineContent(change.range.startLineNumber).slice(0, change.range.startColumn);
    const opens = before.endsWith('_*_') && openMark(before, source.marks()) !== null;
    if (opens) queueMicrotask(() => editor.trigger('placeholder', 'editor.action.triggerSuggest', {}));
  });
  redraw();
  return {
    redraw,
    dispose: () => {
      clearTimeout(pause);
      changes.dispose();
      drawn.clear();
      sources.delete(model);
    },
  };
}

function decorationsOf(model: monaco.editor.ITextModel, source: PlaceholderSource) {
  const kinds = new Map(source.names().map(({ kind, name }) => [`${kind === 'input'} ${name}`, kind]));
  return findPlaceholders(model.getValue(), source.marks(), DRAWN_MAX).flatMap(({ start, end, name, holds }) => {
    const kind = holds === 'input' ? 'input' : kinds.get(`false ${name}`);
    if (kind === undefined) return [];
    const range = monaco.Range.fromPositions(model.getPositionAt(start), model.getPositionAt(end));
    const stays = monaco.editor.TrackedRangeStickiness.NeverGrowsWhenTypingAtEdges;
    return [{ range, options: { inlineClassName: classes[kind] ?? '', stickiness: stays } }];
  });
}

monaco.languages.registerCompletionItemProvider(LANGUAGES, {
  triggerCharacters: ['<', '{'],
  provideCompletionItems: (model, position) => {
    const source = sources.get(model);
    const line = model.getLineContent(position.lineNumber);
    const before = line.slice(0, position.column - 1);
    const open = openMark(before, source?.marks() ?? []);
    if (source === undefined || open === null) return { suggestions: [] };
    const { mark, typed } = open;
    const range = new monaco.Range(
      position.lineNumber,
      position.column - typed.length,
      position.lineNumber,
      // What the editor closed by itself is not closed twice.
      position.column + closedLength(line.slice(position.column - 1), mark.close),
    );
    return { suggestions: suggestionsFor(mark, typed, source.names(), range), incomplete: mark.holds === 'input' };
  },
});

const KINDS: Record<PlaceholderName['kind'], monaco.languages.CompletionItemKind> = {
  input: monaco.languages.CompletionItemKind.Field,
  variable: monaco.languages.CompletionItemKind.Variable,
  secret: monaco.languages.CompletionItemKind.Value,
};

function suggestionsFor(
  mark: Mark,
  typed: string,
  names: readonly PlaceholderName[],
  range: monaco.IRange,
): monaco.languages.CompletionItem[] {
  const known = namesFor(mark, names).map(({ kind, name, detail }) => ({
    label: { label: name, description: detail },
    kind: KINDS[kind],
    insertText: `${name}${mark.close}`,
    filterText: name,
    sortText: `1 ${name}`,
    range,
  }));
  const fresh = mark.holds === 'input' ? newInputName(typed, names) : null;
  if (fresh === null) return known;
  const isNamed = typed.trim() !== '';
  return [
    ...known,
    {
      label: { label: isNamed ? fresh : 'New input', description: isNamed ? 'new input' : 'to be named' },
      kind: monaco.languages.CompletionItemKind.Event,
      // Unnamed, the name stays selected, to be typed over.
      insertText: isNamed ? `${fresh}${mark.close}` : `\${1:${fresh}}${mark.close}`,
      insertTextRules: isNamed
        ? monaco.languages.CompletionItemInsertTextRule.None
        : monaco.languages.CompletionItemInsertTextRule.InsertAsSnippet,
      // Longer than what was typed, so that a known name that begins like it comes first.
      filterText: `${typed} new input`,
      sortText: '2',
      range,
    },
  ];
}

monaco.languages.registerHoverProvider(LANGUAGES, {
  provideHover: (model, position) => {
    const source = sources.get(model);
    if (source === undefined) return null;
    const line = model.getLineContent(position.lineNumber);
    const at = position.column - 1;
    const found = findPlaceholders(line, source.marks()).find(({ start, end }) => start <= at && at <= end);
    const named = source
      .names()
      .find(({ kind, name }) => name === found?.name && (kind === 'input') === (found.holds === 'input'));
    if (found === undefined || named === undefined) return null;
    return {
      range: new monaco.Range(position.lineNumber, found.start + 1, position.lineNumber, found.end + 1),
      contents: [
        { value: `**${asPlain(named.name)}** · ${asPlain(named.detail)}` },
        ...named.about.map((sentence) => ({ value: asPlain(sentence) })),
      ],
    };
  },
});

/** Text that is not to be read as Markdown: a test value may hold anything. */
function asPlain(text: string): string {
  return text.replace(/[\\`*_{}[\]()#+\-.!<>|~&:]/g, '\\$&').replace(/\s+/g, ' ');
}
