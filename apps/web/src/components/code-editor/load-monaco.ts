import type { ComponentType } from 'react';
import type { CodeEditorProps } from './code-languages.ts';

let view: ComponentType<CodeEditorProps> | null = null;

/** Monaco where it has been loaded before; null where it has not. */
export function loadedMonaco(): ComponentType<CodeEditorProps> | null {
  return view;
}

export async function loadMonaco(): Promise<ComponentType<CodeEditorProps>> {
  const { MonacoView } = await import('./monaco-view.tsx');
  view = MonacoView;
  return MonacoView;
}
