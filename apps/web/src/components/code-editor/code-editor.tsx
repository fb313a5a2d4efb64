import { Component, type ComponentType, lazy, type ReactNode, Suspense, useState } from 'react';
import classes from './code-editor.module.css';
import type { CodeEditorProps } from './code-languages.ts';
import { loadedMonaco, loadMonaco } from './load-monaco.ts';
import { PlainCodeEditor } from './plain-code-editor.tsx';

/** What does not arrive is replaced, until the page is loaded anew. */
const LazyMonaco = lazy(
  (): Promise<{ default: ComponentType<CodeEditorProps> }> =>
    loadMonaco().then(
      (view) => ({ default: view }),
      () => ({ default: PlainCodeEditor }),
    ),
);

/** Monaco, loaded when first shown; a plain text area where it cannot be loaded. It fills its parent. */
export function CodeEditor(props: CodeEditorProps) {
  const plain = <PlainCodeEditor {...props} />;
  // What was shown as loading stays so for 300 ms, even if all is there by then: what is there is shown without.
  const [View] = useState(() => loadedMonaco() ?? LazyMonaco);
  return (
    <div className={classes.frame} data-readonly={props.isReadOnly || undefined}>
      <PlainOnError fallback={plain}>
        <Suspense fallback={<div className={classes.loading} role="status" aria-label="Loading the editor" />}>
          <View {...props} />
        </Suspense>
      </PlainOnError>
    </div>
  );
}

/** A fault of the editor must not take the page with it. */
class PlainOnError extends Component<{ fallback: ReactNode; children: ReactNode }, { hasFailed: boolean }> {
  override state = { hasFailed: false };

  static getDerivedStateFromError() {
    return { hasFailed: true };
  }

  override render() {
    return this.state.hasFailed ? this.props.fallback : this.props.children;
  }
}
