import type { CodeProblem } from './code-languages.ts';
import { monaco } from './monaco-setup.ts';

/**
 * The line ends of a text are kept. Left to itself Monaco takes those of the machine, and on Windows it would answer
 * every text that it is given with another one.
 */
export function keepLineEnds(model: monaco.editor.ITextModel, text: string): void {
  const { CRLF, LF } = monaco.editor.EndOfLineSequence;
  model.setEOL(text.includes('\r\n') ? CRLF : LF);
}

/** Changes only what differs, so that the cursor and the scroll position stay where they are. */
export function replaceText(editor: monaco.editor.IStandaloneCodeEditor, next: string): void {
  const model = editor.getModel();
  if (model === null) return;
  keepLineEnds(model, next);
  const before = model.getValue();
  const shorter = Math.min(before.length, next.length);
  let start = 0;
  while (start < shorter && before.charCodeAt(start) === next.charCodeAt(start)) start += 1;
  let end = 0;
  while (
    end < shorter - start &&
    before.charCodeAt(before.length - 1 - end) === next.charCodeAt(next.length - 1 - end)
  ) {
    end += 1;
  }
  const range = monaco.Range.fromPositions(model.getPositionAt(start), model.getPositionAt(before.length - end));
  model.applyEdits([{ range, text: next.slice(start, next.length - end) }]);
  // Undo and redo leave the cursor where they changed something, as an editor's own do.
  if (editor.hasTextFocus()) editor.setPosition(model.getPositionAt(next.length - end));
}

export function toMarker(model: monaco.editor.ITextModel, problem: CodeProblem): monaco.editor.IMarkerData {
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
