import { useComputedColorScheme } from '@mantine/core';
import { useEffect, useEffectEvent, useRef } from 'react';
import type { CodeEditorProps, CodeProblem } from './code-languages.ts';
import { monaco } from './monaco-setup.ts';

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
  wordWrap: 'on',
  links: false,
  bracketPairColorization: { enabled: false },
  colorDecorators: false,
  unicodeHighlight: { ambiguousCharacters: false, invisibleCharacters: false },
  // Popups may stand over the pane's edge instead of being cut off by it.
  fixedOverflowWidgets: true,
  scrollbar: { verticalScrollbarSize: 10, horizontalScrollbarSize: 10, alwaysConsumeMouseWheel: false },
};

/** The editor itself. Loaded lazily by `CodeEditor`; nothing else imports it. */
export function MonacoView(props: CodeEditorProps) {
  const { value, language, label, problems, isReadOnly, placeholder } = props;
  const hostRef = useRef<HTMLDivElement>(null);
  const editorRef = useRef<monaco.editor.IStandaloneCodeEditor | null>(null);
  const colorScheme = useComputedColorScheme('light');
  const onChange = useEffectEvent((text: string) => {
    if (text !== props.value) props.onChange?.(text);
  });
  const onBlur = useEffectEvent(() => props.onBlur?.());
  const onUndo = useEffectEvent(() => props.onUndo?.());
  const onRedo = useEffectEvent(() => props.onRedo?.());
  const createEditor = useEffectEvent((host: HTMLElement) => {
    const editor = monaco.editor.create(host, {
      ...OPTIONS,
      value,
      language,
      ariaLabel: label,
      ...(placeholder === undefined ? {} : { placeholder }),
    });
    if (props.onUndo !== undefined) {
      const { CtrlCmd, Shift } = monaco.KeyMod;
      editor.addCommand(CtrlCmd | monaco.KeyCode.KeyZ, () => onUndo());
      editor.addCommand(CtrlCmd | Shift | monaco.KeyCode.KeyZ, () => onRedo());
      editor.addCommand(CtrlCmd | monaco.KeyCode.KeyY, () => onRedo());
    }
    return editor;
  });

  useEffect(() => {
    const host = hostRef.current;
    if (host === null) return;
    const editor = createEditor(host);
    editorRef.current = editor;
    editor.onDidChangeModelContent(() => onChange(editor.getValue()));
    editor.onDidBlurEditorWidget(() => onBlur());
    return () => {
      editorRef.current = null;
      editor.getModel()?.dispose();
      editor.dispose();
    };
  }, []);

  useEffect(() => {
    const editor = editorRef.current;
    if (editor !== null && editor.getValue() !== value) replaceText(editor, value);
  }, [value]);

  useEffect(() => {
    const model = editorRef.current?.getModel();
    if (model) monaco.editor.setModelLanguage(model, language);
  }, [language]);

  useEffect(() => {
    editorRef.current?.updateOptions({ readOnly: isReadOnly ?? false, domReadOnly: isReadOnly ?? false });
  }, [isReadOnly]);

  useEffect(() => {
    monaco.editor.setTheme(colorScheme === 'dark' ? 'jackfield-dark' : 'jackfield-light');
  }, [colorScheme]);

  // The text is a dependency too: the offsets of a problem are turned into lines of the text as it stands.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  useEffect(() => {
    const model = editorRef.current?.getModel();
    if (model)
      monaco.editor.setModelMarkers(
        model,
        'jackfield',
        (problems ?? []).map((it) => toMarker(model, it)),
      );
  }, [problems, value]);

  return <div ref={hostRef} style={{ height: '100%', minHeight: 0 }} />;
}

/** Changes only what differs, so that the cursor and the scroll position stay where they are. */
function replaceText(editor: monaco.editor.IStandaloneCodeEditor, next: string): void {
  const model = editor.getModel();
  if (model === null) return;
  const before = model.getValue();
  const shorter = Math.min(before.length, next.length);
  let start = 0;
  while (start < shorter && before[start] === next[start]) start += 1;
  let end = 0;
  while (end < shorter - start && before.at(-1 - end) === next.at(-1 - end)) end += 1;
  const range = monaco.Range.fromPositions(model.getPositionAt(start), model.getPositionAt(before.length - end));
  model.applyEdits([{ range, text: next.slice(start, next.length - end) }]);
  // Undo and redo leave the cursor where they changed something, as an editor's own do.
  if (editor.hasTextFocus()) editor.setPosition(model.getPositionAt(next.length - end));
}

function toMarker(model: monaco.editor.ITextModel, problem: CodeProblem): monaco.editor.IMarkerData {
  const start = model.getPositionAt(problem.start);
  // At the end of the text there is nothing to underline, so the character before it is.
  const end = model.getPositionAt(Math.max(problem.end, problem.start + 1));
  const isEmpty = start.lineNumber === end.lineNumber && start.column === end.column;
  return {
    severity: problem.severity === 'error' ? monaco.MarkerSeverity.Error : monaco.MarkerSeverity.Warning,
    message: problem.message,
    startLineNumber: start.lineNumber,
    startColumn: isEmpty ? Math.max(1, start.column - 1) : start.column,
    endLineNumber: end.lineNumber,
    endColumn: end.column,
  };
}
