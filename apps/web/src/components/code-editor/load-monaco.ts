import type { ComponentType } from 'react';
import type { CodeEditorProps } from './code-languages.ts';

let view: ComponentType<CodeEditorProps> | null = null;

/** Monaco where it has been loaded before; null where it has not. */
export function loadedMonaco(): ComponentType<CodeEditorProps> | null {
  return view;
}

/** Loads it and makes an editor that nobody sees, once there is time: the first one takes three times as long as others. */
export async function warmUpMonaco(whenIdle: () => Promise<void>): Promise<void> {
  await loadMonaco();
  const { makeUnseenEditor } = await import('./monaco-view.tsx');
  await whenIdle();
  makeUnseenEditor();
}

export async function loadMonaco(): Promise<ComponentType<CodeEditorProps>> {
  const { MonacoView } = await import('./monaco-view.tsx');
  view = MonacoView;
  return MonacoView;
}
