import { useEffect, useEffectEvent, useImperativeHandle, useRef } from 'react';
import type { CodeEditorProps } from './code-languages.ts';
import { listenToKeys } from './monaco-keys.ts';
import { offerPlaceholders } from './monaco-placeholders.ts';
import { monaco } from './monaco-setup.ts';
import { keepLineEnds, replaceText, toMarker } from './monaco-text.ts';
import { marksOf } from './placeholder-marks.ts';

const OPTIONS: monaco.editor.IStandaloneEditorConstructionOptions = {
  automaticLayout: true,
  minimap: { enabled: false },
  fontFamily: "'JetBrains Mono Variable', ui-monospace, Menlo, Consolas, monospace",
  fontLigatures: false,
  fontSize: 12.5,
  lineHeight: 20,
  lineNumbersMinChars: 3,
  lineDecorationsWidth: 8,
  padding: { top: 8, bottom: 8 },
  scrollBeyondLastLine: false,
  renderLineHighlight: 'line',
  overviewRulerLanes: 1,
  hideCursorInOverviewRuler: true,
  overviewRulerBorder: false,
  tabSize: 2,
  insertSpaces: true,
  detectIndentation: false,
  links: false,
  colorDecorators: false,
  unicodeHighlight: { ambiguousCharacters: false, invisibleCharacters: false },
  // Only what is offered behind a mark: words of the text would be noise.
  quickSuggestions: false,
  wordBasedSuggestions: 'off',
  suggest: { showStatusBar: false },
  hover: { delay: 250, above: false },
  find: { addExtraSpaceOnTop: false, seedSearchStringFromSelection: 'selection' },
  // Popups may stand over the pane's edge instead of being cut off by it.
  fixedOverflowWidgets: true,
  scrollbar: { verticalScrollbarSize: 10, horizontalScrollbarSize: 10, alwaysConsumeMouseWheel: false },
};

const NO_PAIRS = { enabled: false, independentColorPoolPerBracketType: false };

/** The editor itself. Loaded lazily by `CodeEditor`; nothing else imports it. */
export function MonacoView(props: CodeEditorProps) {
  const { value, language, problems, placeholders, isReadOnly, wrapsLines } = props;
  const hostRef = useRef<HTMLDivElement>(null);
  const editorRef = useRef<monaco.editor.IStandaloneCodeEditor | null>(null);
  const placeholdersRef = useRef<ReturnType<typeof offerPlaceholders> | null>(null);
  const latest = useEffectEvent(() => props);
  useEffect(() => {
    const host = hostRef.current;
    if (host === null) return;
    const editor = createEditor(host, latest());
    const model = editor.getModel();
    if (model) keepLineEnds(model, latest().value);
    editorRef.current = editor;
    editor.onDidChangeModelContent(() => {
      const text = editor.getValue();
      if (text !== latest().value) latest().onChange?.(text);
    });
    editor.onDidBlurEditorWidget(() => latest().onBlur?.());
    const stopKeys = listenToKeys(editor, host, () => {
      const { onUndo, onRedo, onFormat, isReadOnly } = latest();
      return { onUndo, onRedo, onFormat, isReadOnly };
    });
    placeholdersRef.current =
      model &&
      offerPlaceholders(editor, model, {
        marks: () => marksOf(latest().language, latest().readsAngleBrackets ?? false),
        names: () => latest().placeholders ?? [],
      });
    return () => {
      editorRef.current = null;
      stopKeys();
      placeholdersRef.current?.dispose();
      model?.dispose();
      editor.dispose();
    };
  }, []);

  useImperativeHandle(
    props.handle,
    () => ({
      find: () => {
        editorRef.current?.focus();
        void editorRef.current?.getAction('actions.find')?.run();
      },
      goTo: (offset) => {
        const position = editorRef.current?.getModel()?.getPositionAt(offset);
        if (position === undefined) return;
        editorRef.current?.setPosition(position);
        editorRef.current?.revealPositionInCenterIfOutsideViewport(position);
        editorRef.current?.focus();
      },
    }),
    [],
  );

  useEffect(() => {
    const editor = editorRef.current;
    if (editor !== null && editor.getValue() !== value) replaceText(editor, value);
  }, [value]);

  useEffect(() => {
    const model = editorRef.current?.getModel();
    if (model) monaco.editor.setModelLanguage(model, language);
  }, [language]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: what is drawn depends on them
  useEffect(() => placeholdersRef.current?.redraw(), [placeholders, language, props.readsAngleBrackets]);

  useEffect(() => {
    editorRef.current?.updateOptions(changingOptions(isReadOnly, wrapsLines));
  }, [isReadOnly, wrapsLines]);

  // The text is a dependency too: the offsets of a problem are turned into lines of the text as it stands.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  useEffect(() => {
    const model = editorRef.current?.getModel();
    if (model) {
      const markers = (problems ?? []).map((problem) => toMarker(model, problem));
      monaco.editor.setModelMarkers(model, 'jackfield', markers);
    }
  }, [problems, value]);

  return <div ref={hostRef} style={{ height: '100%', minHeight: 0 }} />;
}

/** Makes what every editor needs and the first one waits for: services, measures of the font, colours. */
export function makeUnseenEditor(): void {
  const editor = createEditor(document.createElement('div'), { value: '{}', language: 'json', label: '' });
  editor.getModel()?.dispose();
  editor.dispose();
}

function createEditor(host: HTMLElement, props: CodeEditorProps) {
  const { value, language, label, placeholder, isReadOnly } = props;
  const editor = monaco.editor.create(host, {
    ...OPTIONS,
    ...changingOptions(isReadOnly, props.wrapsLines),
    value,
    language,
    ariaLabel: isReadOnly ? label : `${label}. Escape, then Tab, leaves it.`,
    ...(placeholder === undefined ? {} : { placeholder }),
  });
  // Colours for pairs of brackets, for which all of a text is read before its first line is drawn.
  editor.getModel()?.updateOptions({ bracketColorizationOptions: NO_PAIRS });
  return editor;
}

function changingOptions(isReadOnly = false, wrapsLines = true): monaco.editor.IEditorOptions {
  return {
    readOnly: isReadOnly,
    domReadOnly: isReadOnly,
    tabFocusMode: isReadOnly,
    wordWrap: wrapsLines ? 'on' : 'off',
  };
}
