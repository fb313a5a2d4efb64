import { Component, lazy, type ReactNode, Suspense } from 'react';
import classes from './code-editor.module.css';
import type { CodeEditorProps } from './code-languages.ts';
import { PlainCodeEditor } from './plain-code-editor.tsx';

const MonacoView = lazy(async () => ({ default: (await import('./monaco-view.tsx')).MonacoView }));

/** Fetches the editor ahead of its first use; a failure is met when it is shown. */
export function preloadCodeEditor(): void {
  import('./monaco-view.tsx').catch(() => undefined);
}

/** Monaco, loaded when first shown; a plain text area until then, and where it cannot be loaded. It fills its parent. */
export function CodeEditor(props: CodeEditorProps) {
  const plain = <PlainCodeEditor {...props} />;
  return (
    <div className={classes.frame} data-readonly={props.isReadOnly || undefined}>
      <PlainOnError fallback={plain}>
        <Suspense fallback={<div className={classes.loading} role="status" aria-label="Loading the editor" />}>
          <MonacoView {...props} />
        </Suspense>
      </PlainOnError>
    </div>
  );
}

/** A chunk that does not arrive must not take the page with it. */
class PlainOnError extends Component<{ fallback: ReactNode; children: ReactNode }, { hasFailed: boolean }> {
  override state = { hasFailed: false };

  static getDerivedStateFromError() {
    return { hasFailed: true };
  }

  override render() {
    return this.state.hasFailed ? this.props.fallback : this.props.children;
  }
}
